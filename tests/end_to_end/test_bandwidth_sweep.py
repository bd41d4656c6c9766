"""The study of every operator over the uplink, shortened, by the real programs."""

import os
import subprocess

import numpy as np
import pytest

import tiersim_results as ts
from conftest import BIN, ROOT

pytestmark = pytest.mark.measures
STUDY = ROOT / "scenarios/bandwidth-sweep.yaml"
# What the quickstart has measured, too: other operators take minutes.
SHORT = [
    *("--set", "subjects=[wide_resnet_mini]"),
    *("--set", "operators=[identity, sptq, sptq+partition]"),
    *("--set", "deployments=[mobile, edge, cloud, mobile-edge]"),
    *("--set", "request.count=20"),
    *("--sweep", "links.edge-cloud.bandwidth=0.5 Mbps .. 1 Gbps, log, 3 steps"),
]


@pytest.fixture(scope="module")
def sweep(cache, tmp_path_factory):
    path = tmp_path_factory.mktemp("sweep") / "sweep.h5"
    for _ in range(3):  # profiles that a noisy machine made invalid are measured again
        done = subprocess.run(
            [BIN / "tiersim", "run", STUDY, *SHORT, "-o", path, "--force"],
            env={**os.environ, "TIERSIM_CACHE": str(cache)},
            capture_output=True,
            text=True,
            timeout=3000,
        )
        if done.returncode == 0:
            break
    assert done.returncode in (0, 1), done.stderr
    return path


def test_operators_and_deployments_that_fit_meet_at_every_bandwidth(sweep):
    with ts.open(sweep) as results:
        scenarios = results.scenarios()
        requests = results.requests()
        assert results.attributes["study_yaml"] == STUDY.read_text()
    # Two whole models on three tiers and a split one on a pair, at three bandwidths.
    assert len(scenarios) == (2 * 3 + 1) * 3
    assert (scenarios.status != "failed").all()
    assert len(requests) == len(scenarios) * 20 and (requests.outcome == "ok").all()
    parts = ("network_ns.", "queue_ns.", "load_ns.", "compute_ns.")
    total = requests[[name for name in requests if name.startswith(parts)]].sum(axis=1)
    assert (total == requests.latency_ns).all()


def test_the_uplink_decides_for_what_crosses_it_alone(sweep):
    with ts.open(sweep) as results:
        requests = results.requests()
    median = requests.groupby(["operator", "deployment", "sweep.links.edge-cloud.bandwidth"])
    network = median[[name for name in requests if name.startswith("network_ns.")]].median()
    network = network.sum(axis=1).unstack()
    slow, _, fast = sorted(network.columns)
    assert (slow, fast) == (0.5e6, 1e9)
    for (operator, deployment), times in network.iterrows():
        if "cloud" in deployment:
            # 10 ms each way stay; at 0.5 Mbps, a payload and an answer of 1 kB take more than 16.
            assert times[fast] >= 20e6 and times[slow] > times[fast] + 16e6
        else:
            assert np.ptp(times) == 0
