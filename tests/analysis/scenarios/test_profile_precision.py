"""How well the profiles of a scenario are known."""

import h5py
import numpy as np

from analysis.helpers.results_file import Profile, Scenario, Variant, write
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


def test_profiles_of_batches_do_not_count(tmp_path):
    """The profile of a batch is of another service time."""
    path = write(
        tmp_path / "p.h5",
        [Scenario("a", "x", "edge", np.arange(9))],
        [Profile("a", "x", "edge", 100, 5), Profile("a", "x", "edge", 400, 90, stable=0)],
    )
    with h5py.File(path, "r+") as file:
        file["profiles/batch"][1] = 8
    with ts.open(path) as results:
        row = scenario_table(results).iloc[0]
    assert (row.resolution_ns, row.unstable) == (5, False)


def test_a_chosen_cut_is_found_by_its_variant(tmp_path):
    """The study says partition; the profile says partition(cut=x)."""
    cut = "partition(cut=x)"
    path = write(
        tmp_path / "p.h5",
        [Scenario("a", "partition", "edge", np.arange(9))],
        [Profile("a", cut, "edge", 100, 5)],
        [Variant("a", cut, [1], [1])],
    )
    with h5py.File(path, "r+") as file:
        file["scenarios/variant"][0] = 0
    with ts.open(path) as results:
        assert scenario_table(results).resolution_ns[0] == 5


def test_a_p99_without_an_upper_bound_is_not_known(tmp_path):
    path = write(
        tmp_path / "p.h5",
        [Scenario("a", "x", "edge", np.arange(9))],
        [Profile("a", "x", "edge", 100, 5)],
    )
    with ts.open(path) as results:
        assert scenario_table(results).p99_resolution_ns[0] == 0  # p99_high_ns is p99_ns
    with h5py.File(path, "r+") as file:
        file["profiles/p99_high_ns"][0] = -1
    with ts.open(path) as results:
        assert np.isnan(scenario_table(results).p99_resolution_ns[0])


def test_of_several_profiles_an_unknown_one_is_the_least_precise(tmp_path):
    profiles = [Profile("a", "x", "edge", 100, 5), Profile("a", "x", "edge", 200, -1)]
    frame = figures(tmp_path, Scenario("a", "x", "edge", np.arange(9)), profiles=profiles)
    assert np.isnan(frame.resolution_ns[0])
