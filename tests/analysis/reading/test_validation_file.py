"""A validation file is read, and refused where it is damaged."""

import h5py
import numpy as np
import pytest

import tiersim_results as ts
from analysis.helpers.results_file import BANDWIDTH, write_attribute
from analysis.helpers.validation_file import planted_rounds, write_validation
from tiersim_results.reading.validation_file import PARTS, STATISTICS
from tiersim_results.scenarios.steps import STEPS
from tiersim_results.scenarios.table import QUANTILES


@pytest.fixture
def path(tmp_path):
    halves = planted_rounds(count=20, bandwidths=(1e6,))
    return write_validation(tmp_path / "toy.validation.h5", halves, emulate_with="a=1")


def test_it_holds_stored_figures_and_the_results_of_each_round(path):
    with ts.Validation(path) as validation:
        assert (validation.budget, validation.rounds) == (0.05, 2)
        assert validation.attributes["emulate_with"] == "a=1"
        assert validation.sweep_paths == [BANDWIDTH]
        assert validation.unit(f"sweep.{BANDWIDTH}") == "bit/s"
        assert len(validation.cells()) == 4 and len(validation.decisions()) == 1
        assert sorted(validation.parts) == [
            "compute_ns.cloud",
            "compute_ns.edge",
            "network_ns.mobile-cloud",
            "network_ns.mobile-edge",
        ]
        with validation.results("emulated", 2) as results:
            assert results.attributes["mode"] == "emulated"
            assert len(results.requests(operator="sptq", deployment="edge")) == 20


def test_a_bound_that_is_not_known_is_nan(path):
    with h5py.File(path, "r+") as file:
        file["validation/simulated_p95_low_ns"][:] = [-1, np.nan, np.inf, 5]
    with ts.Validation(path) as validation:
        low = validation.cells().simulated_p95_low_ns
    assert low.isna().tolist() == [True, True, True, False] and low[3] == 5


def test_it_is_known_by_its_mode(path, planted_file, tmp_path):
    assert ts.is_validation(path)
    assert not ts.is_validation(planted_file)
    assert not ts.is_validation(tmp_path / "missing.h5")
    rubbish = tmp_path / "rubbish.h5"
    rubbish.write_bytes(b"rubbish")
    assert not ts.is_validation(rubbish)
    with pytest.raises(ts.ResultsError, match="is a validation, not the results of one run"):
        ts.open(path)
    with pytest.raises(ts.ResultsError, match="is no validation .make one with tiersim validate"):
        ts.Validation(planted_file)


def test_statistics_and_parts_are_those_of_all_answers():
    assert list(STATISTICS) == list(QUANTILES) and list(PARTS) == list(STEPS)


def _replace(file, name, values):
    del file[name]
    file[name] = values


CHANGES = [
    (lambda f: f.attrs.__setitem__("budget", -1.0), "its budget is not between 0 and 100"),
    (lambda f: f.attrs.__setitem__("budget", np.nan), "its budget is not between 0 and 100"),
    (lambda f: f.attrs.__delitem__("budget"), "its budget is not between 0 and 100"),
    (lambda f: f.attrs.__setitem__("rounds", 0), "its rounds are not between 1 and"),
    (lambda f: f.attrs.__setitem__("rounds", 2**40), "its rounds are not between 1 and"),
    (lambda f: f.__delitem__("validation"), "has no /validation"),
    (lambda f: f.__delitem__("decisions"), "has no /decisions"),
    (lambda f: f.__delitem__("validation/verdict"), "has no column 'verdict'"),
    (lambda f: f.__delitem__("validation/p99_error"), "has no column 'p99_error'"),
    (lambda f: f.__delitem__("decisions/regret"), "has no column 'regret'"),
    (
        lambda f: f.__delitem__("validation/emulated_compute_ns.edge"),
        "has no column 'emulated_compute_ns.edge'",
    ),
    (lambda f: _replace(f, "validation/blame", np.arange(4)), "/validation/blame holds no texts"),
    (
        lambda f: _replace(f, "validation/median_error", np.full(4, b"x")),
        "/validation/median_error holds no numbers",
    ),
    (
        lambda f: _replace(f, "validation/id", np.arange(3)),
        "columns of /validation differ in length",
    ),
    (
        lambda f: _replace(f, "validation/emulated_p95_ns", np.full(4, 1e300)),
        "/validation/emulated_p95_ns holds what is no time",
    ),
    (
        lambda f: f.move("validation/blame", "validation/bl\x01me"),
        "/validation has a column with an odd name",
    ),
    (
        lambda f: _replace(f, "validation/verdict", np.full(4, b"fine")),
        "/validation/verdict holds other words than agrees, invalid, off, within noise",
    ),
    (
        lambda f: _replace(f, f"validation/sweep.{BANDWIDTH}", np.full(4, np.inf)),
        f"/validation/sweep.{BANDWIDTH} is infinite",
    ),
]


@pytest.mark.parametrize("change, told", CHANGES)
def test_what_is_damaged_is_named(path, change, told):
    with h5py.File(path, "r+") as file:
        change(file)
    with pytest.raises(ts.ResultsError) as error:
        ts.Validation(path)
    assert told in str(error.value) and str(error.value).startswith(f"{path}: ")


def test_what_is_damaged_within_a_round_is_named_in_full(path):
    with h5py.File(path, "r+") as file:
        del file["simulated/2/scenarios/status"]
        del file["emulated/1"]
        write_attribute(file["emulated/2"], "mode", "validation")
    with ts.Validation(path) as validation:
        with pytest.raises(ts.ResultsError, match="/simulated/2/scenarios has no column 'status'"):
            validation.results("simulated", 2)
        with pytest.raises(ts.ResultsError, match="has no /emulated/1 "):
            validation.results("emulated", 1)
        with pytest.raises(ts.ResultsError, match="is a validation"):
            validation.results("emulated", 2)
