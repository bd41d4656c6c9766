"""The study of full-size models, shortened: random weights, real inference."""

import numpy as np
import pytest

import tiersim_results as ts
from conftest import ROOT

pytestmark = pytest.mark.measures
STUDY = ROOT / "scenarios/full-size.yaml"
BANDWIDTH = "links.edge-cloud.bandwidth"


def test_a_photo_goes_to_the_cloud_as_fast_as_its_uplink(tiersim, tmp_path):
    shorter = ["subjects=[mobilenet_v2]", "operators=[sptq]", "deployments=[cloud]"]
    settings = [argument for text in shorter for argument in ("--set", text)]
    done = tiersim(
        *("run", STUDY, *settings, "--set", "request.count=20", "-o", "r.h5"),
        *("--sweep", f"{BANDWIDTH}=1 Mbps, 1 Gbps"),
    )
    assert done.returncode in (0, 1), done.stderr  # 1: the machine was busy
    with ts.open(tmp_path / "r.h5") as results:
        assert np.isnan(results.scenarios().accuracy).all()
        assert list(results.variants().note) == ["random weights: latency only"]
        sent = results.requests().groupby(f"sweep.{BANDWIDTH}")["network_ns.mobile-cloud"].median()
    # 3 x 224 x 224 numbers of 4 bytes are 4.817 Mbit: 4.8 s at 1 Mbps, plus headers and 11 ms; at
    # 1 Gbps, the 200 Mbps between mobile and edge take most of it: 24 ms, plus the same.
    assert 4.83e9 < sent[1e6] < 5.1e9
    assert 35e6 < sent[1e9] < 45e6
