"""Each scenario of a results file says how far it can be trusted."""

import json

import h5py
import pytest

STUDY = """tiersim: 1
subjects: [net]
operators: [whole]
deployments: [edge]
profiles: times.csv
tiers: {edge: {}}
links: {mobile-edge: {bandwidth: 1 Gbps, delay: 1 ms}}
network: {fidelity: packet}
request: {count: 500, payload: 1 kB}
sweep:
  request.arrivals: [poisson 40 /s, poisson 80 /s, poisson 90 /s, poisson 120 /s, closed-loop]
"""
# 10 ms on average, from 9.9 to 10.1 ms: 100 requests a second.
TIMES = "subject,operator,stage,tier,service_ms,load_ms\n" + "".join(
    f"net,whole,0,edge,{9.9 + 0.01 * n:.2f},50\n" for n in range(21)
)


@pytest.fixture
def results(tiersim, tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "times.csv").write_text(TIMES)
    done = tiersim("run", "study.yaml", "-o", "r.h5")
    assert done.returncode == 1, done.stderr  # 120 requests a second are too many
    return tmp_path / "r.h5"


def test_the_word_follows_from_the_load(results):
    with h5py.File(results) as file:
        words = [text.decode() for text in file["scenarios/trust"]]
        figures = [json.loads(text.decode()) for text in file["scenarios/trust_figures"]]
    # Imported times are fair at best. 80 % is over 70 %, 90 % over 85 %, 120 % is an overload.
    assert words == ["fair", "fair", "poor", "no", "fair"]
    for share, found in zip([0.4, 0.8, 0.9], figures):
        assert found["tiers"]["edge"] == pytest.approx(share, rel=0.15)  # 500 random arrivals
    assert figures[4]["tiers"]["edge"] < 1
    assert figures[0]["fidelity_region"] == "reference"
    # M/D/1: 0.4 * 10 ms / (2 * 0.6) = 3.33 ms.
    theory = figures[0]["theory"]
    assert theory["form"] == "M/G/1" and theory["wait_ns"] == pytest.approx(10e6 / 3, rel=0.01)
    assert theory["covers"] or abs(theory["simulated_ns"] - theory["wait_ns"]) < 5e5
    assert figures[4]["theory"] == {"none": "arrivals are not Poisson"}


def test_show_prints_the_word_and_the_reason(results, tiersim):
    shown = tiersim("show", "r.h5").stdout
    assert "trust" in shown.splitlines()[0]
    assert "fair: the 21 times on edge were not measured here" in shown
    assert "of the time" in shown


def test_a_file_from_before_these_columns_is_shown(results, tiersim):
    with h5py.File(results, "r+") as file:
        for name in ("trust", "trust_reason", "trust_figures"):
            del file[f"scenarios/{name}"]
    older = tiersim("show", "r.h5")
    assert older.returncode == 0 and "trust" not in older.stdout
