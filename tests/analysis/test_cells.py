"""The figures of each scenario."""

import numpy as np
import pytest

from known_file import Profile, Scenario, Variant, write
from tiersim_results import reader
from tiersim_results.cells import cells, usable
from tiersim_results.reader import ResultsError


def figures(tmp_path, *scenarios, **more):
    with reader.open(write(tmp_path / "cells.h5", scenarios, **more)) as results:
        return cells(results)


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
    with reader.open(tmp_path / "cells.h5") as results:
        with pytest.raises(ResultsError, match="no request of a scenario that is ok"):
            usable(results, frame)


def test_the_profiles_of_all_stages_bound_what_can_be_told(tmp_path):
    split = Scenario("a", "partition", "mobile-edge", np.arange(9))
    whole = Scenario("a", "sptq", "edge", np.arange(9))
    profiles = [
        Profile("a", "partition", "mobile", 100, 10),
        Profile("a", "partition", "edge", 100, 20, stage=1),
        Profile("a", "sptq", "edge", 100, -1, stable=0),
        Profile("a", "swept", "edge", 100, 5),  # at one share of the CPU
        Profile("a", "swept", "edge", 200, 50, stable=0),  # and at another
    ]
    swept = Scenario("a", "swept", "edge", np.arange(9))
    frame = figures(tmp_path, split, whole, swept, profiles=profiles)
    assert frame.resolution_ns[0] == 30  # both may be off at once
    assert np.isnan(frame.resolution_ns[1])
    assert frame.resolution_ns[2] == 50  # the least known of them
    assert list(frame.unstable) == [False, True, True]


def test_accuracy_is_known_as_well_as_the_test_set_is_large(tmp_path):
    # Wilson, 9 of 10, z = 1.959964: centre (0.9 + z^2 / 20) / (1 + z^2 / 10) = 0.78887,
    # half width z sqrt(0.09 / 10 + z^2 / 400) / (1 + z^2 / 10) = 0.19328.
    row = figures(
        tmp_path,
        Scenario("a", "sptq", "edge", np.arange(9), accuracy=0.9),
        variants=[Variant("a", "sptq", [1] * 10, [1] * 9 + [2])],
    ).iloc[0]
    assert [row.accuracy_low, row.accuracy_high] == pytest.approx([0.59585, 0.98212], abs=1e-4)
