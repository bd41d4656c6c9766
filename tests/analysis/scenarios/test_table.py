"""The table of scenarios: percentiles, intervals, and which rows are usable."""

import numpy as np
import pytest

from analysis.helpers.results_file import Scenario, write
import tiersim_results as ts
from tiersim_results.reading.errors import ResultsError
from tiersim_results.scenarios.table import is_usable, scenario_table, usable


def figures(tmp_path, *scenarios, **more):
    with ts.open(write(tmp_path / "cells.h5", scenarios, **more)) as results:
        return scenario_table(results)


def test_quantiles_and_their_intervals(tmp_path):
    # 1 .. 101 ms: the median is 51, p95 is 96, p99 is 100. Of 101 values, the ranks 41 and 61 (from
    # 1) bound the median: the binomial tail below is 0.0230, below rank 42 it would be 0.0365.
    row = figures(tmp_path, Scenario("a", "sptq", "edge", 1e6 * np.arange(1, 102))).iloc[0]
    assert row[["median_ns", "p95_ns", "p99_ns"]].tolist() == [51e6, 96e6, 100e6]
    assert row[["median_low_ns", "median_high_ns"]].tolist() == [41e6, 61e6]
    assert row.p99_high_ns == np.inf  # 0.99^101 = 0.36: the largest of 101 does not bound p99


def test_repeated_inputs_count_once_in_an_interval(tmp_path):
    times = 1e6 * np.arange(1, 102)
    one = figures(tmp_path, Scenario("a", "sptq", "edge", times)).iloc[0]
    few = figures(tmp_path, Scenario("a", "sptq", "edge", times, inputs=np.arange(101) % 10)).iloc[
        0
    ]
    assert few.median_ns == one.median_ns
    assert few.median_high_ns - few.median_low_ns > 2 * (one.median_high_ns - one.median_low_ns)


def test_what_was_not_answered_took_longer_than_any(tmp_path):
    outcome = ["dropped"] * 40 + ["late"] * 20 + ["ok"] * 41
    row = figures(
        tmp_path, Scenario("a", "sptq", "edge", 1e6 * np.arange(1, 102), outcome=outcome)
    ).iloc[0]
    # 61 were answered, the slowest ones; the 51st of all is the 51st of them: 41 + 50 = 91 ms.
    assert row.median_ns == 91e6
    assert row.p95_ns == np.inf
    assert row.in_time == pytest.approx(41 / 101)


def test_what_is_not_ok_has_no_figures_and_no_say(tmp_path):
    bad = Scenario("a", "sptq", "edge", np.arange(9), status="invalid", reason="share")
    frame = figures(tmp_path, bad)
    assert frame.median_ns.isna().all()
    with ts.open(tmp_path / "cells.h5") as results:
        with pytest.raises(ResultsError, match="no request of a scenario that is ok"):
            usable(results, frame)


def test_only_answers_within_the_deadline_are_in_time(tmp_path):
    outcome = ["ok"] * 3 + ["late"] * 2 + ["timeout"] * 5
    row = figures(tmp_path, Scenario("a", "x", "edge", np.full(10, 1e6), outcome=outcome)).iloc[0]
    assert (row.answered, row.in_time) == (0.5, 0.3)


def test_a_scenario_that_is_not_ok_is_not_usable_whatever_its_requests(tmp_path):
    rows = [
        Scenario("a", "x", "edge", np.arange(9), status="failed"),
        Scenario("a", "y", "edge", np.arange(0)),
        Scenario("a", "z", "edge", np.arange(9)),
    ]
    assert list(is_usable(figures(tmp_path, *rows))) == [False, False, True]
