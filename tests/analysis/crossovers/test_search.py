"""Planted crossovers are found, and none where curves do not cross."""

import numpy as np
import pytest

from analysis.helpers.planted_study import cross_mbps
from analysis.helpers.results_file import BANDWIDTH, Scenario, write
import tiersim_results as ts
from tiersim_results.analysis import Analysis
from tiersim_results.crossovers.search import crossovers_between, where_the_fastest_changes
from tiersim_results.reading.errors import ResultsError
from tiersim_results.selection.choices import Choice

COLUMN = f"sweep.{BANDWIDTH}"


def crossings(analysis, subject, operator):
    frame = analysis.usable
    edge, cloud = (Choice(subject, operator, where) for where in ("edge", "cloud"))
    return crossovers_between(analysis, frame, edge, cloud, COLUMN)


@pytest.mark.parametrize("operator", ["identity", "distilled", "sptq"])
def test_planted_crossings_lie_in_their_intervals(planted, operator):
    # photo_net: 80 kbit on the way to the cloud, which saves half of 20, 10 or 8 ms less 2 ms:
    # 10, 26.7 and 40 Mbps. The medians of 200 normal values with 2 % are known within 0.35 %.
    true = 1e6 * cross_mbps("photo_net", operator)
    (row,) = crossings(planted, "photo_net", operator).itertuples()
    assert row.a_first  # the edge is faster while the uplink is slow
    assert row.low <= true <= row.high
    assert row.value == pytest.approx(true, rel=0.03)
    assert row.high / row.low < 1.2


def test_intervals_of_crossings_cover_the_truth_as_often_as_they_say(tmp_path):
    """60 seeds, 95 %: fewer than 51 hits have a probability below 0.001 (binomial)."""
    hits = 0
    bandwidths = [2e6, 5e6, 10e6, 20e6]
    for seed in range(60):
        random = np.random.default_rng(seed)
        rows = []
        for at in bandwidths:  # 20 ms against 12 ms + 80 kbit / bandwidth: 10 Mbps
            edge = 20e6 * random.normal(1, 0.05, 60)
            cloud = 10e6 * random.normal(1, 0.05, 60) + 2e6 + 80e3 / at * 1e9
            rows.append(Scenario("a", "x", "edge", edge, {BANDWIDTH: at}))
            rows.append(Scenario("a", "x", "cloud", cloud, {BANDWIDTH: at}))
        with ts.open(write(tmp_path / f"{seed}.h5", rows)) as results:
            found = crossings(Analysis(results), "a", "x")
        hits += int(len(found) == 1 and found.low[0] <= 10e6 <= found.high[0])
    assert hits >= 51


def test_what_does_not_cross_is_told_with_its_winner(planted):
    # text_net: 0.8 kbit cross in at most 0.8 ms, the cloud saves 2 ms and more: always the cloud.
    (row,) = crossings(planted, "text_net", "sptq").itertuples()
    assert row.a_first is None and np.isnan(row.value)
    assert row.words == "sptq on cloud is faster throughout"


def test_twins_are_not_told_apart_anywhere(planted):
    sides = Choice("photo_net", "identity", "edge"), Choice("photo_net", "twin", "edge")
    (row,) = crossovers_between(planted, planted.usable, *sides, COLUMN).itertuples()
    assert row.words == "not told apart anywhere"


def test_curves_that_are_equal_cross_in_few_studies(tmp_path):
    """60 points, both drawn alike: tested at 5 % each, three of them would seem to differ, and most
    studies would cross. Of 12 studies that cross in 5 %, more than 3 have a probability of 0.002.
    """
    crossed = 0
    for seed in range(12):
        random = np.random.default_rng(seed)
        rows = [
            Scenario("a", "x", where, 1e6 * random.normal(9, 1, 50), {BANDWIDTH: at * 1e6})
            for at in range(1, 61)
            for where in ("edge", "cloud")
        ]
        for number, row in enumerate(rows):
            row.inputs = np.arange(50) + 50 * number
        with ts.open(write(tmp_path / "x.h5", rows)) as results:
            crossed += crossings(Analysis(results), "a", "x").a_first.notna().any()
    assert crossed <= 3


def test_the_fastest_changes_from_edge_to_cloud(planted):
    found = where_the_fastest_changes(planted, planted.usable, COLUMN)
    assert list(found.subject) == ["photo_net"]
    assert (found.A[0], found.B[0]) == ("sptq on edge", "sptq on cloud")
    assert found.low[0] <= 40e6 <= found.high[0]


def test_where_one_side_never_answers_only_the_points_around_are_known(tmp_path):
    endless = ["dropped"] * 50
    rows = []
    for at, lost in ((1e6, True), (2e6, False), (4e6, False)):
        rows.append(Scenario("a", "x", "edge", np.arange(50) + 9e6, {BANDWIDTH: at}))
        cloud = Scenario("a", "x", "cloud", np.arange(50) + 1e6, {BANDWIDTH: at})
        cloud.outcome = endless if lost else None
        rows.append(cloud)
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        (row,) = crossings(Analysis(results), "a", "x").itertuples()
    assert np.isnan(row.value)
    assert (row.low, row.high, row.a_first) == (1e6, 2e6, True)


def test_curves_over_texts_do_not_cross(tmp_path):
    rows = [
        Scenario("a", "x", where, np.arange(9), {"network.fidelity": name})
        for where in ("edge", "cloud")
        for name in ("packet", "analytic")
    ]
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        analysis = Analysis(results)
        sides = Choice("a", "x", "edge"), Choice("a", "x", "cloud")
        with pytest.raises(ResultsError, match="over texts"):
            crossovers_between(analysis, analysis.usable, *sides, "sweep.network.fidelity")
