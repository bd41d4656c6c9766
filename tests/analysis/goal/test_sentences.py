"""The answer to a goal in sentences, on scenarios with known figures."""

import numpy as np
import pytest

import tiersim_results as ts
from analysis.helpers.results_file import BANDWIDTH, Scenario, Variant, write
from tiersim_results.analysis import Analysis

UNITS = {"tiers.edge.cpu_share": "1", "links.edge-cloud.delay": "ns"}
SURE = 1000  # requests: enough to bound a p99


def times(ms, count=SURE):
    """Requests that all take as long: each quantile and its interval are this time."""
    return np.full(count, int(ms * 1e6))


def scenario(operator, deployment, ms, sweep=None, accuracy=0.95, count=SURE, **more):
    return Scenario("net", operator, deployment, times(ms, count), sweep or {}, accuracy, **more)


def answer(tmp_path, rows, goal, variants=(), **attributes):
    text = f"tiersim: 1\ngoal: {{{goal}}}\n"
    path = write(tmp_path / "r.h5", rows, (), variants, UNITS, study_expanded=text, **attributes)
    with ts.open(path) as results:
        return Analysis(results).goal_answer()


def along_bandwidth(operator, deployment, by_mbps, **more):
    return [
        scenario(operator, deployment, ms, {BANDWIDTH: mbps * 1e6}, **more)
        for mbps, ms in by_mbps.items()
    ]


def test_from_which_value_on(tmp_path):
    rows = along_bandwidth("whole", "cloud", {1: 300, 10: 150, 100: 100})
    assert answer(tmp_path, rows, "p99: 150 ms") == [
        "net: p99 at most 150 ms is surely met from edge-cloud.bandwidth 10 Mbps on: whole on "
        "cloud (p99 150 ms to 100 ms)."
    ]


def test_up_to_which_value(tmp_path):
    rows = [
        scenario("whole", "cloud", ms, {"links.edge-cloud.delay": delay * 1e6})
        for delay, ms in ((30, 190), (10, 150), (1, 130))  # the order of the file does not matter
    ]
    assert answer(tmp_path, rows, "p99: 150 ms") == [
        "net: p99 at most 150 ms is surely met up to edge-cloud.delay 10 ms: whole on cloud (p99 "
        "130 ms to 150 ms)."
    ]


def test_at_every_value_with_another_choice_on_the_way(tmp_path):
    rows = along_bandwidth("whole", "edge", {1: 100, 10: 100, 100: 100})
    rows += along_bandwidth("whole", "cloud", {1: 300, 10: 110, 100: 50})
    assert answer(tmp_path, rows, "median: 150 ms") == [
        "net: median at most 150 ms is surely met at every edge-cloud.bandwidth: whole on edge up "
        "to edge-cloud.bandwidth 10 Mbps (median 100 ms); whole on cloud from edge-cloud.bandwidth "
        "100 Mbps on (median 50 ms)."
    ]


def test_both_ends_but_not_between(tmp_path):
    rows = along_bandwidth("whole", "cloud", {1: 100, 10: 300, 20: 310, 100: 100})
    assert " is surely met up to edge-cloud.bandwidth 1 Mbps and from edge-cloud.bandwidth " in (
        answer(tmp_path, rows, "p99: 150 ms")[0]
    )


def test_the_preferred_tier_comes_first_although_another_is_faster(tmp_path):
    rows = [
        scenario("split", "mobile-edge", 120),
        scenario("whole", "mobile", 140),
        scenario("whole", "edge", 50),
    ]
    asked = "p99: 150 ms"
    assert "whole on edge (p99 50 ms)" in answer(tmp_path, rows, asked)[0]
    assert "whole on mobile, as preferred (p99 140 ms)" in (
        answer(tmp_path, rows, f"{asked}, prefer: mobile")[0]
    )
    assert "split on mobile-edge, as preferred" in (
        answer(tmp_path, rows, "p99: 130 ms, prefer: mobile")[0]
    )
    assert "whole on edge (p99 50 ms)" in answer(tmp_path, rows, "p99: 60 ms, prefer: mobile")[0]


def test_what_comes_closest_and_what_it_lacks(tmp_path):
    # cloud: 182 ms are 21 % beyond 150 ms. edge: 60 % are 33 % of 90 % below it.
    rows = [scenario("whole", "cloud", 182), scenario("whole", "edge", 100, accuracy=0.6)]
    assert answer(tmp_path, rows, "p99: 150 ms, accuracy: 90 %") == [
        "net: p99 at most 150 ms and accuracy at least 90 % are probably not met: closest is whole "
        "on cloud (p99 is 182 ms instead of 150 ms)."
    ]


def test_an_unknown_accuracy_does_not_meet_and_is_said(tmp_path):
    rows = [scenario("whole", "cloud", 100, accuracy=np.nan)]
    assert answer(tmp_path, rows, "p99: 150 ms, accuracy: 90 %")[0].endswith(
        "are probably not met: closest is whole on cloud (accuracy is unknown)."
    )


def test_a_small_miss_has_as_many_digits_as_tell_it(tmp_path):
    rows = [scenario("whole", "cloud", 150.001)]
    assert "(p99 is 150.001 ms instead of 150 ms)" in answer(tmp_path, rows, "p99: 150 ms")[0]


def test_few_requests_are_not_sure(tmp_path):
    rows = [scenario("whole", "cloud", 100, count=50)]  # 368 are needed to bound a p99
    assert "is probably met: whole on cloud" in answer(tmp_path, rows, "p99: 150 ms")[0]


def test_the_items_of_the_test_set_bound_the_accuracy(tmp_path):
    # 93 % of 100 items: at least 86 %. 93 % of 10,000 items: at least 92.5 %.
    rows = [scenario("whole", "cloud", 100, accuracy=0.93)]
    for items, word in ((100, "probably"), (10_000, "surely")):
        right = [1] * round(0.93 * items) + [0] * round(0.07 * items)
        told = answer(
            tmp_path, rows, "accuracy: 90 %", [Variant("net", "whole", right, [1] * items)]
        )
        assert told == [
            f"net: accuracy at least 90 % is {word} met: whole on cloud (accuracy 93 %)."
        ]


def test_invalid_scenarios_are_no_answer_and_are_said(tmp_path):
    rows = along_bandwidth("whole", "cloud", {1: 50}, status="invalid", reason="overload")
    rows += along_bandwidth("whole", "cloud", {10: 100, 100: 90})
    assert answer(tmp_path, rows, "p99: 150 ms") == [
        "net: p99 at most 150 ms is surely met from edge-cloud.bandwidth 10 Mbps on: whole on "
        "cloud (p99 100 ms to 90 ms). No scenario is valid at 1 of 3 values of "
        "edge-cloud.bandwidth."
    ]
    assert answer(tmp_path, rows[:1], "p99: 150 ms") == [
        "net at edge-cloud.bandwidth 1 Mbps: no scenario is valid, so nothing can be said about "
        "p99 at most 150 ms."
    ]


def test_what_is_never_answered_says_so(tmp_path):
    rows = [scenario("whole", "cloud", 100, outcome=["dropped"] * SURE)]
    assert answer(tmp_path, rows, "p99: 150 ms")[0].endswith(
        "is surely not met: closest is whole on cloud (too few requests are answered for a p99)."
    )


def test_other_paths_are_held_and_zipped_ones_are_not(tmp_path):
    share = "tiers.edge.cpu_share"
    rows = [
        scenario(
            "whole",
            "edge",
            ms,
            {BANDWIDTH: mbps * 1e6, "links.edge-cloud.delay": 1e6 / mbps, share: at},
        )
        for at, ms in ((0.25, 200), (1.0, 100))
        for mbps in (1, 10, 100)
    ]
    assert answer(tmp_path, rows, "p99: 150 ms") == [
        "net at edge.cpu_share 0.25: p99 at most 150 ms is surely not met: closest is whole on "
        "edge at edge-cloud.bandwidth 1 Mbps (p99 is 200 ms instead of 150 ms).",
        "net at edge.cpu_share 1: p99 at most 150 ms is surely met at every edge-cloud.bandwidth: "
        "whole on edge (p99 100 ms).",
    ]


def test_a_long_sweep_has_few_lines(tmp_path):
    rows = [
        scenario("whole", "edge", 100, {"request.arrivals": f"poisson {rate} /s"})
        for rate in range(9)
    ]
    told = answer(tmp_path, rows, "p99: 150 ms")
    assert len(told) == 7
    assert told[-1] == (
        "net: 3 more combinations of swept values; 3 of them meet the goal somewhere."
    )


@pytest.mark.parametrize("text", ["tiersim: 1\n", ""])
def test_a_study_without_a_goal_has_no_answer(tmp_path, text):
    path = write(tmp_path / "r.h5", [scenario("whole", "edge", 1)], study_expanded=text)
    with ts.open(path) as results:
        assert Analysis(results).goal_answer() == []


def test_merged_studies_with_different_goals_have_no_answer(tmp_path):
    text = "tiersim: 1\ngoal: {p99: 1 s}\n---\ntiersim: 1\ngoal: {p99: 2 s}\n"
    path = write(tmp_path / "r.h5", [scenario("whole", "edge", 1)], study_expanded=text)
    with ts.open(path) as results:
        assert Analysis(results).goal is None
