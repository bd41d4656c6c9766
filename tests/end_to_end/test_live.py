"""compute: live: each simulated request is computed by the real model while it is simulated."""

import pytest

import tiersim_results as ts
from conftest import QUICKSTART

pytestmark = pytest.mark.measures


def test_live_requests_answer_as_the_evaluated_model_does(tiersim, tmp_path):
    # Split in two processes, the first one's answer being sent to the second.
    output = tmp_path / "live.h5"
    call = ["run", QUICKSTART, "--set", "compute=live", "--set", "request.count=30"]
    call += [
        "--set",
        "operators=[sptq, sptq+partition]",
        "--set",
        "deployments=[edge, mobile-edge]",
    ]
    call += ["--sweep", "links.edge-cloud.bandwidth=1 Mbps", "-o", output]
    done = tiersim(*call)
    assert done.returncode in (0, 1), done.stderr  # 1: a share was missed on a busy machine
    assert "0 profiles (0 newly measured)" in done.stderr  # nothing is measured beforehand
    with ts.open(output) as results:
        scenarios = results.scenarios()
        assert (scenarios.status != "failed").all()
        requests = results.requests()
        steps = ("network_ns.", "queue_ns.", "load_ns.", "compute_ns.")
        parts = [name for name in requests if name.startswith(steps)]
        assert (requests[parts].fillna(0).sum(axis=1) == requests.latency_ns).all()
        variants = results.variants()
        for scenario in scenarios.itertuples():
            mine = requests[requests.scenario == scenario.id]
            answers = variants.loc[scenario.variant]["class"]
            labels = variants.loc[scenario.variant]["label"]
            assert len(mine) == 30 and mine["sample"].nunique() > 20
            assert (mine.prediction.to_numpy() == answers[mine["sample"]]).all()
            assert (mine.correct == (mine.prediction == labels[mine["sample"]])).all()
            computing = [name for name in parts if name.startswith("compute_ns")]
            used = [name for name in computing if mine[name].gt(0).all()]
            assert len(used) == len(scenario.deployment.split("-"))
            assert all(mine[name].nunique() > 20 for name in used)
