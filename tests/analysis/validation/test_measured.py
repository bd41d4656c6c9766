"""Results of a simulation against measured cells."""

import numpy as np
import pytest

import tiersim_results as ts
from analysis.helpers.results_file import BANDWIDTH, Scenario, write
from analysis.helpers.validation_file import planted_rounds, write_validation
from tiersim_results import ResultsError, Validation
from tiersim_results.validation.measured import against_measured
from tiersim_results.validation.measured_cells import read_measured
from tiersim_results.validation.rounds import recompute

MS = 1_000_000
HEADER = f"subject,operator,deployment,sweep.{BANDWIDTH},"


@pytest.fixture
def results(tmp_path):
    """`a` takes 10 ms and `b` 12 ms on the edge at 1 Mbps; 5 and 4 ms at 10 Mbps."""
    times = {("a", 1e6): 10, ("b", 1e6): 12, ("a", 1e7): 5, ("b", 1e7): 4}
    rows = [
        Scenario("toy", operator, "edge", np.full(50, ms * MS), {BANDWIDTH: bandwidth})
        for (operator, bandwidth), ms in times.items()
    ]
    with ts.open(write(tmp_path / "toy.h5", rows)) as opened:
        yield opened


def against(results, tmp_path, text, budget=0.05):
    path = tmp_path / "cells.csv"
    path.write_text(text)
    return against_measured(results, read_measured(str(path)), budget)


def test_medians_are_held_against_medians(results, tmp_path):
    # At 1 Mbps, b really takes 8 ms and a 10.2: the simulated choice, a, costs 27.5 %.
    found = against(
        results,
        tmp_path,
        f"{HEADER}median_ms,p95_ms\ntoy,b,edge,1 Mbps,8,10\ntoy,a,edge,1000 kbps,10.2,\n",
    )
    assert found.cells.operator.tolist() == ["a", "b"]  # in the order of the results
    assert found.cells.median_error.tolist() == pytest.approx([-0.2 / 10.2, 0.5])
    assert np.isnan(found.cells.p95_error[0]) and found.cells.p95_error[1] == pytest.approx(0.2)
    assert found.cells.verdict.tolist() == ["agrees", "off"]
    (row,) = found.decisions.to_dict("records")
    assert (row["simulated_operator"], row["reference_operator"], row["agree"]) == ("a", "b", "no")
    assert row["regret"] == pytest.approx(10.2 / 8 - 1)


def test_requests_are_held_against_requests(results, tmp_path):
    # 1 .. 101 ms: the median is 51 ms, between the ranks 41 and 61; p95 is 96.
    lines = "".join(f"toy,a,edge,10 Mbps,{ms}\n" for ms in range(1, 102))
    found = against(results, tmp_path, f"{HEADER}latency_ms\n{lines}").cells.iloc[0]
    assert found.reference_median_ns == 51 * MS and found.reference_p95_ns == 96 * MS
    assert (found.reference_median_low_ns, found.reference_median_high_ns) == (41 * MS, 61 * MS)
    assert found.median_error == pytest.approx(5 / 51 - 1)
    assert np.isnan(found.median_repeatability)


def test_both_forms_have_the_same_figures(tmp_path):
    """The emulated requests of a validation, written as measurements, give the same errors."""
    halves = planted_rounds(rounds=1)
    with Validation(write_validation(tmp_path / "v.h5", halves)) as validation:
        emulated = recompute(validation)
    lines = "".join(
        f"{s.subject},{s.operator},{s.deployment},{s.sweep[BANDWIDTH]:.0f} bps,{ns / MS!r}\n"
        for s in halves["emulated"][0]
        for ns in s.latency_ns
    )
    with ts.open(write(tmp_path / "s.h5", halves["simulated"][0])) as simulated:
        measured = against(simulated, tmp_path, f"{HEADER}latency_ms\n{lines}")
    names = ["median_error", "p95_error", "p99_error", "reference_p95_low_ns"]
    for name in names:
        np.testing.assert_allclose(measured.cells[name], emulated.cells[name], rtol=1e-9)
    for name in ("reference_operator", "agree", "regret"):
        assert measured.decisions[name].tolist() == pytest.approx(
            emulated.decisions[name].tolist(), rel=1e-9
        )


def test_a_scenario_that_is_not_ok_is_invalid(tmp_path):
    rows = [
        Scenario("toy", "a", "edge", np.full(5, MS), status="failed", reason="killed"),
        Scenario("toy", "b", "edge", np.full(5, MS), outcome=["dropped"] * 5),
    ]
    text = "subject,operator,deployment,median_ms\ntoy,a,edge,1\ntoy,b,edge,1\n"
    with ts.open(write(tmp_path / "toy.h5", rows)) as results:
        cells = against(results, tmp_path, text).cells
    assert cells.verdict.tolist() == ["invalid", "invalid"]
    assert cells.reason.tolist() == ["killed", "no request was answered"]


@pytest.mark.parametrize(
    "text, told",
    [
        (
            f"{HEADER}median_ms\ntoi,a,edge,1 Mbps,1\n",
            '2:1: subject: "toi" was not simulated (did ',
        ),
        (
            f"{HEADER}median_ms\ntoy,c,edge,1 Mbps,1\n",
            '2:5: operator: "c" was not simulated (there',
        ),
        (
            f"{HEADER}median_ms\ntoy,a,edge,2 Mbps,1\n",
            '2:12: sweep.links.edge-cloud.bandwidth: "2 M',
        ),
        (
            f"{HEADER}median_ms\ntoy,a,edge,2,1\n",
            '2:12: sweep.links.edge-cloud.bandwidth: "2" is n',
        ),
        (f"{HEADER}median_ms\ntoy,a,edge,2 ms,1\n", "2:12: sweep.links.edge-cloud.bandwidth: "),
        (
            "subject,operator,deployment,sweep.seed,median_ms\ntoy,a,edge,1,1\n",
            "2:12: sweep.seed: is not swept in the results",
        ),
        (
            "subject,operator,deployment,median_ms\ntoy,a,edge,1\n",
            f"2:1: subject: 2 scenarios fit this cell (add a column sweep.{BANDWIDTH})",
        ),
        (
            f"{HEADER}median_ms\ntoy,a,edge,1 Mbps,1\ntoy,a,edge,1000 kbps,2\n",
            "3:22: median_ms: line 2 already has the median of this cell",
        ),
        (f"{HEADER}median_ms\n\x1b[31m,a,edge,1 Mbps,1\n", "2:1: subject: "),
    ],
)
def test_a_cell_that_fits_no_scenario_is_told_with_its_place(results, tmp_path, text, told):
    with pytest.raises(ResultsError) as error:
        against(results, tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'cells.csv'}:{told}")


def test_an_operator_that_is_elsewhere_is_told_so(tmp_path):
    rows = [
        Scenario("toy", "a", "edge", np.full(5, MS)),
        Scenario("toy", "b", "cloud", np.full(5, MS)),
    ]
    with ts.open(write(tmp_path / "toy.h5", rows)) as results:
        with pytest.raises(ResultsError, match='"cloud" was not simulated for this cell .there'):
            against(results, tmp_path, "subject,operator,deployment,median_ms\ntoy,a,cloud,1\n")


def test_texts_that_are_swept_are_compared_as_texts(tmp_path):
    rows = [
        Scenario("toy", "a", "edge", np.full(5, ms * MS), {"relay": relay})
        for relay, ms in (("routed", 1), ("store-and-forward", 2))
    ]
    text = "subject,operator,deployment,sweep.relay,median_ms\ntoy,a,edge,store-and-forward,1\n"
    with ts.open(write(tmp_path / "toy.h5", rows)) as results:
        assert against(results, tmp_path, text).cells.median_error.tolist() == [1.0]


def test_the_nearest_of_a_fine_sweep_is_taken(tmp_path):
    # 1.0004 Mbps is within a thousandth of both.
    rows = [
        Scenario("toy", "a", "edge", np.full(5, ms * MS), {BANDWIDTH: bandwidth})
        for bandwidth, ms in ((1e6, 1), (1.0004e6, 2))
    ]
    with ts.open(write(tmp_path / "toy.h5", rows)) as results:
        found = against(results, tmp_path, f"{HEADER}median_ms\ntoy,a,edge,1.0004 Mbps,1\n")
    assert found.cells.median_error.tolist() == [1.0]
