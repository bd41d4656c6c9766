"""The figures of a validation file, computed anew from the requests in it, are those stored."""

import h5py
import numpy as np
import pandas as pd
import pytest

from analysis.helpers.results_file import BANDWIDTH
from analysis.helpers.validation_file import planted_rounds, write_validation
from tiersim_results import ResultsError, Validation
from tiersim_results.scenarios.table import QUANTILES
from tiersim_results.validation.rounds import recompute
from tiersim_results.validation.stored import stored


def assert_equal(validation):
    """All columns of both comparisons, of the valid rows."""
    found, known = recompute(validation), stored(validation)
    assert found.cells.verdict.tolist() == known.cells.verdict.tolist()
    for name in ("status", "reason"):
        assert found.cells[name].tolist() == known.cells[name].tolist()
    a, b = found.valid, known.valid
    assert a.blame.tolist() == b.blame.tolist()
    halves = [f"{half}_{part}" for half in ("simulated", "reference") for part in known.parts]
    names = [f"{name}_{what}" for name in QUANTILES for what in ("error", "repeatability")]
    names += [
        f"{half}_{name}{end}_ns"
        for half in ("simulated", "reference")
        for name in QUANTILES
        for end in ("", "_low", "_high")
    ]
    for name in [*names, *halves]:
        np.testing.assert_allclose(a[name], b[name], rtol=1e-9, atol=1e-12, err_msg=name)
    keys = ["subject", f"sweep.{BANDWIDTH}"]
    one, other = (c.decisions.sort_values(keys, ignore_index=True) for c in (found, known))
    pd.testing.assert_frame_equal(one, other[list(one)], check_dtype=False, rtol=1e-9)


@pytest.fixture
def planted(tmp_path):
    return planted_rounds(), tmp_path / "toy.validation.h5"


def test_all_stored_figures_follow_from_the_requests(planted):
    halves, path = planted
    with Validation(write_validation(path, halves)) as validation:
        assert_equal(validation)
        comparison = recompute(validation)
    cells = comparison.cells.set_index(["operator", "deployment", f"sweep.{BANDWIDTH}"])
    # 1 + 8 ms simulated, 1 + 11.2 ms emulated: 9 / 12.2 - 1 = -26.2 %.
    assert cells.loc[("sptq", "edge", 1e7), "median_error"] == pytest.approx(-0.262, abs=0.003)
    assert cells.loc[("sptq", "edge", 1e7), "blame"] == "compute_ns.edge"
    assert cells.loc[("sptq", "edge", 1e7), "verdict"] == "off"
    # 80 ms on the way instead of 88 of 98: -8.2 %.
    assert cells.loc[("identity", "cloud", 1e6), "median_error"] == pytest.approx(-0.082, abs=0.003)
    assert cells.loc[("identity", "cloud", 1e6), "blame"] == "network_ns.mobile-cloud"
    decisions = comparison.decisions.set_index(f"sweep.{BANDWIDTH}")
    assert decisions.agree.to_dict() == {1e6: "yes", 1e7: "no", 1e8: "yes"}
    assert decisions.regret[1e7] == pytest.approx(12.2 / 12 - 1, abs=0.003)


def test_a_scenario_that_is_invalid_in_one_round_is_invalid(planted):
    halves, path = planted
    halves["emulated"][1][3].status, halves["emulated"][1][3].reason = "invalid", "missed its share"
    with Validation(write_validation(path, halves)) as validation:
        assert_equal(validation)
        bad = recompute(validation).cells.iloc[3]
    told = "emulated, round 2: invalid: missed its share"
    assert (bad.verdict, bad.status, bad.reason) == ("invalid", "invalid", told)


def test_only_answered_requests_count(planted):
    halves, path = planted
    for rounds in halves.values():
        scenario = rounds[0][0]
        scenario.latency_ns = scenario.latency_ns + 0  # a copy
        scenario.outcome = ["ok", "late", "dropped", "timeout"] * 25
    with Validation(write_validation(path, halves)) as validation:
        assert_equal(validation)


def test_without_an_answered_request_there_are_no_figures(planted):
    halves, path = planted
    write_validation(path, halves)
    with h5py.File(path, "r+") as file:
        outcome = file["emulated/2/requests/outcome"]
        rows = np.flatnonzero(file["emulated/2/requests/scenario"][()] == 0)
        outcome[rows.min() : rows.max() + 1] = b"no"
    with Validation(path) as validation:
        cells = recompute(validation).cells
    assert cells.verdict[0] == "invalid"
    assert cells.reason[0] == "emulated, round 2: no request was answered"
    assert np.isnan(cells.reference_median_ns[0])


def test_rounds_of_different_studies_are_refused(planted):
    halves, path = planted
    halves["emulated"][1] = halves["emulated"][1][::-1]
    with Validation(write_validation(path, halves)) as validation:
        with pytest.raises(ResultsError, match="its rounds hold different scenarios"):
            recompute(validation)


def test_the_emulation_may_have_another_value_of_a_swept_setting(planted):
    halves, path = planted
    for scenario in halves["emulated"][0] + halves["emulated"][1]:
        scenario.sweep[BANDWIDTH] *= 0.9
    planted_difference = write_validation(path, halves, emulate_with=f"{BANDWIDTH}=...")
    with Validation(planted_difference) as validation:
        assert_equal(validation)


def test_another_budget_gives_other_verdicts(planted):
    halves, path = planted
    with Validation(write_validation(path, halves)) as validation:
        for read in (stored, recompute):
            strict, loose = read(validation, 0.001), read(validation, 0.5)
            assert (strict.cells.verdict == "off").any()
            assert set(loose.cells.verdict) == {"agrees"}
