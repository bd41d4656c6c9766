"""How well the profiles of a scenario are known."""

import numpy as np

from analysis.helpers.results_file import Profile, Scenario, write
import tiersim_results as ts
from tiersim_results.scenarios.table import scenario_table


def figures(tmp_path, *scenarios, **more):
    with ts.open(write(tmp_path / "cells.h5", scenarios, **more)) as results:
        return scenario_table(results)


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
