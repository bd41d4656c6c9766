"""The verdict in sentences."""

import numpy as np

import tiersim_results as ts
from analysis.helpers.results_file import BANDWIDTH, Scenario, write
from tiersim_results.analysis import Analysis
from tiersim_results.decision.verdict import verdict


def sentences(tmp_path, rows):
    with ts.open(write(tmp_path / "v.h5", rows)) as results:
        return verdict(Analysis(results))


def scenario(name, milliseconds, bandwidth, accuracy=float("nan")):
    times = 1e6 * milliseconds + np.arange(50)
    return Scenario("a", name, "edge", times, {BANDWIDTH: bandwidth}, accuracy)


def test_a_range_names_its_swept_values_also_if_there_are_ties(tmp_path):
    rows = [
        scenario(name, time, bandwidth)
        for name, times in (("x", (1, 1, 9)), ("twin", (1, 1, 9)), ("y", (5, 5, 3)))
        for time, bandwidth in zip(times, (1e6, 2e6, 4e6))
    ]
    first = sentences(tmp_path, rows)[0]
    assert first == (
        "a: fastest is x on edge at edge-cloud.bandwidth 1 Mbps to 2 Mbps "
        "(1.000 ms, tied with up to 1 more); "
        "y on edge at edge-cloud.bandwidth 4 Mbps (3.000 ms)."
    )


def test_a_small_loss_of_accuracy_is_traded_for_speed_apart(tmp_path):
    rows = [scenario("x", 9, 1e6, 0.9), scenario("y", 5, 1e6, 0.892), scenario("z", 1, 1e6, 0.5)]
    assert sentences(tmp_path, rows) == [
        "a: fastest is z on edge throughout (1.000 ms, accuracy 50.00 %).",
        "a, losing at most 1 point of the best accuracy (90.00 %): "
        "fastest is y on edge throughout (5.000 ms, accuracy 89.20 %).",
    ]
