"""A study with planted answers: what is fastest, by how much, what ties, where curves cross."""

from __future__ import annotations

import numpy as np

from analysis.helpers.results_file import BANDWIDTH, Profile, Scenario, Variant, write

BANDWIDTHS = [1e6, 2e6, 5e6, 10e6, 20e6, 50e6]
# ms of computing on the edge; the cloud takes half of it.
EDGE_MS = {"identity": 20.0, "twin": 20.0, "sptq": 8.0, "distilled": 10.0}
WRONG = {"identity": 80, "twin": 80, "sptq": 90, "distilled": 200}  # of 1000 items
# kB sent to the cloud: 8 kbit on 1 Mbps take 8 ms.
KILOBYTES = {"photo_net": 10.0, "text_net": 0.1}


def cross_mbps(subject: str, operator: str) -> float:
    """Edge and cloud are as fast as each other where 8 kB / bandwidth = half the edge's time - 2 ms
    on the way: for identity of photo_net 80 kbit / 8 ms = 10 Mbps."""
    return 8 * KILOBYTES[subject] / (EDGE_MS[operator] / 2 - 2)


def latencies(subject, operator, deployment, bandwidth, count, seed):
    """Compute time with 2 % of spread, and the message: 2 ms and its bits by the bandwidth."""
    random = np.random.default_rng(seed)
    share = 1 if deployment == "edge" else 0.5
    compute = EDGE_MS[operator] * share * 1e6 * random.normal(1, 0.02, count)
    network = 2e6 + 8e3 * KILOBYTES[subject] / bandwidth * 1e9 if deployment == "cloud" else 0.0
    parts = {
        f"compute_ns.{deployment}": compute.astype(np.int64),
        "network_ns.mobile-cloud": np.full(count, int(network)),
    }
    return parts["compute_ns." + deployment] + parts["network_ns.mobile-cloud"], parts


def write_planted(path, count=200, bandwidths=BANDWIDTHS, **attributes):
    """`twin` is `identity` under another name, drawn anew: the two tie everywhere."""
    random = np.random.default_rng(7)
    inputs = random.permutation(10 * count)[:count]
    scenarios, profiles, variants = [], [], []
    labels = random.integers(0, 10, 1000)
    for subject in KILOBYTES:
        for number, operator in enumerate(EDGE_MS):
            wrong = np.arange(1000) < WRONG[operator]
            variants.append(Variant(subject, operator, list((labels + wrong) % 10), list(labels)))
            for deployment, share in (("edge", 1), ("cloud", 0.5)):
                median = int(EDGE_MS[operator] * share * 1e6)
                profiles.append(Profile(subject, operator, deployment, median, median // 1000))
                for at, bandwidth in enumerate(bandwidths):
                    seed = [number, at, share == 1, subject == "photo_net"]
                    times, parts = latencies(subject, operator, deployment, bandwidth, count, seed)
                    scenarios.append(
                        Scenario(
                            subject,
                            operator,
                            deployment,
                            times,
                            {BANDWIDTH: bandwidth},
                            accuracy=1 - WRONG[operator] / 1000,
                            inputs=inputs,
                            parts=parts,
                        )
                    )
    return write(path, scenarios, profiles, variants, **attributes)
