"""A results file like that of the study of every operator on every tier over an uplink.

A latency is the sum of computing, by tier and operator, and of messages over links of known
bandwidth and delay. The numbers are made up.
"""

from __future__ import annotations

import numpy as np

from analysis.helpers.results_file import BANDWIDTH, Profile, Scenario, Variant, write

# Full speed, ns, and accuracy of the model itself.
SUBJECTS = {
    "wide_resnet_mini": (9e6, 0.921),
    "resnext_mini": (7e6, 0.912),
    "bert_mini": (4e6, 0.883),
    "roberta_mini": (5e6, 0.891),
}
# Share of the model's time, and accuracy lost.
OPERATORS = {
    "identity": (1.0, 0.0),
    "qat": (0.42, 0.002),
    "pruned": (1.0, 0.004),
    "pruned_channels": (0.61, 0.013),
    "distilled": (0.35, 0.017),
    "early_exit": (0.55, 0.025),
    "sptq": (0.41, 0.006),
    "distilled+sptq": (0.17, 0.024),
    "partition": (1.0, 0.0),
    "sptq+partition": (0.42, 0.006),
}
SHARES = {"mobile": 0.25, "edge": 0.5, "cloud": 1.0}
INPUT_BYTES, CUT_BYTES, ANSWER_BYTES = 12_288, 4_096, 1_000
WHOLE = ("mobile", "edge", "cloud")
SPLIT = ("mobile-edge", "edge-cloud", "mobile-cloud")


def bandwidth_study(path, points=20, requests=100, subjects=tuple(SUBJECTS), **attributes):
    """Writes it; 120 scenarios a point for all four subjects."""
    rng = np.random.default_rng(1)
    bandwidths = np.geomspace(0.5e6, 1e9, points)
    scenarios = [
        _scenario(rng, subject, operator, deployment, bandwidth, requests)
        for subject in subjects
        for operator in OPERATORS
        for deployment in (SPLIT if "partition" in operator else WHOLE)
        for bandwidth in bandwidths
    ]
    known = {
        "question": "As the uplink grows from 0.5 Mbps to 1 Gbps, which operator on which tiers "
        "answers first, and at what accuracy?",
        "tiersim_version": "0.2.0",
        "created_utc": "2026-11-21T10:52:03Z",
        "cpu_model": "Two quiet cores",
    }
    return write(path, scenarios, _profiles(subjects), _variants(subjects), **known | attributes)


def _variants(subjects):
    return [
        Variant(subject, operator, [1] * right + [0] * (1000 - right), [1] * 1000)
        for subject in subjects
        for operator, (_, lost) in OPERATORS.items()
        for right in [round(1000 * (SUBJECTS[subject][1] - lost))]
    ]


def _profiles(subjects):
    return [
        Profile(
            subject,
            operator,
            tier,
            int(_service(subject, operator, tier, stages)),
            half_width_ns=int(0.006 * _service(subject, operator, tier, stages)),
            stage=stage,
            stable=int((operator, tier) != ("pruned_channels", "cloud")),
            extrapolated=int((operator, tier) == ("qat", "edge")),
            reason="needs more samples" if (operator, tier) == ("pruned_channels", "cloud") else "",
        )
        for subject in subjects
        for operator in OPERATORS
        for stages in [2 if "partition" in operator else 1]
        for stage in range(stages)
        for tier in SHARES
    ]


def _service(subject, operator, tier, stages=1):
    return SUBJECTS[subject][0] * OPERATORS[operator][0] / SHARES[tier] / stages


def _message(source, target, size, bandwidth):
    """ns over 200 Mbps and 1 ms between mobile and edge, the swept link and 10 ms beyond."""
    tiers = list(SHARES)
    first, last = sorted((tiers.index(source), tiers.index(target)))
    links = [(200e6, 1e6), (bandwidth, 10e6)][first:last]
    return sum(8e9 * size / rate + delay for rate, delay in links)


def _scenario(rng, subject, operator, deployment, bandwidth, requests):
    tiers = deployment.split("-")
    parts = {}
    at, size = "mobile", INPUT_BYTES
    for tier in tiers:
        if tier != at:
            parts[f"network_ns.{at}-{tier}"] = _message(at, tier, size, bandwidth)
        at, size = tier, CUT_BYTES
        parts[f"compute_ns.{tier}"] = _service(subject, operator, tier, len(tiers))
    if at != "mobile":
        parts[f"network_ns.{at}-mobile"] = _message(at, "mobile", ANSWER_BYTES, bandwidth)
    drawn = {
        name: (mean * (1 + 0.05 * rng.gamma(1, 1, requests))).astype(np.int64)
        for name, mean in parts.items()
    }
    failed = (operator, deployment) == ("early_exit", "mobile") and subject == "bert_mini"
    return Scenario(
        subject,
        operator,
        deployment,
        sum(drawn.values()),
        {BANDWIDTH: float(bandwidth)},
        SUBJECTS[subject][1] - OPERATORS[operator][1],
        status="invalid" if failed else "ok",
        reason="profile of mobile: achieved a CPU share of 19.8 % instead of 25.0 %"
        if failed
        else "",
        extrapolated=int((operator, deployment) == ("qat", "edge")),
        parts=drawn,
    )
