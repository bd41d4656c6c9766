"""Ranks: which alternatives are told apart, and which tie."""

import numpy as np
import pandas as pd

from analysis.helpers.planted_study import KILOBYTES
from analysis.helpers.results_file import Profile, Scenario, write
import tiersim_results as ts
from tiersim_results.analysis import Analysis
from tiersim_results.comparison.ranking import Ranking, beyond_resolution, rank_text


def by_name(analysis, subject, bandwidth):
    table = analysis.usable.join(analysis.ranks)
    own = table[
        (table.subject == subject) & (table["sweep.links.edge-cloud.bandwidth"] == bandwidth)
    ]
    return {f"{r.operator} on {r.deployment}": (r.rank, r.tied) for r in own.itertuples()}


def test_planted_differences_are_ranked_and_planted_ties_tie(planted):
    # text_net at 50 Mbps, the cloud 2 ms and 0.016 ms away: sptq 8 / 6, distilled 10 / 7,
    # identity and its twin 20 / 12 ms on edge and cloud.
    ranks = by_name(planted, "text_net", 50e6)
    assert ranks["sptq on cloud"] == (1, False)
    assert ranks["distilled on cloud"] == (2, False)
    assert ranks["sptq on edge"] == (3, False)
    assert ranks["distilled on edge"] == (4, False)
    assert ranks["identity on cloud"] == ranks["twin on cloud"] == (5, True)
    assert ranks["identity on edge"] == ranks["twin on edge"] == (7, True)


def test_twins_tie_wherever_they_meet(planted):
    for subject in KILOBYTES:
        for bandwidth in (1e6, 10e6, 50e6):
            ranks = by_name(planted, subject, bandwidth)
            assert ranks["identity on edge"] == ranks["twin on edge"]


def ranking(apart, median):
    """Of alternatives 0, 1, ... with these medians; `apart`: which pairs are told apart."""
    made = Ranking.__new__(Ranking)
    made._row = {i: i for i in range(len(median))}
    made._median = np.array(median, dtype=float)
    made._apart = np.zeros((len(median),) * 2, dtype=bool)
    for i, j in apart:
        made._apart[i, j] = made._apart[j, i] = True
    return list(made.ranks()["rank"])


def test_what_is_not_told_apart_shares_a_rank_with_all_between():
    everything = [(i, j) for i in range(4) for j in range(i)]
    assert ranking(everything, [1, 2, 3, 4]) == [1, 2, 3, 4]
    assert ranking([], [1, 2, 3, 4]) == [1, 1, 1, 1]
    # 1 and 3 tie: so does 2 between them.
    assert ranking(set(everything) - {(3, 1)}, [1, 2, 3, 4]) == [1, 2, 2, 2]
    assert ranking(set(everything) - {(1, 0), (3, 2)}, [4, 3, 2, 1]) == [3, 3, 1, 1]


def test_mean_ranks_and_medians_have_to_agree(tmp_path):
    """x: 55 % at 1 ms, 45 % at 3 ms; y: 40 % at 0.5 ms, 60 % at 2 ms. The median of x is shorter,
    1 against 2 ms, but of the pairs x is shorter in 0.55 * 0.6 = 33 % alone."""
    x = np.repeat([1e6, 3e6], [550, 450]) + np.arange(1000)
    y = np.repeat([0.5e6, 2e6], [400, 600]) + np.arange(1000)
    rows = [Scenario("a", "x", "edge", x), Scenario("a", "y", "edge", y)]
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        assert list(Analysis(results).ranks["rank"]) == [1, 1]


def test_no_number_of_requests_resolves_what_the_profiles_do_not(tmp_path):
    """Two stages a percent apart, each profile known within 2 %: a tie, whatever Conover says."""
    random = np.random.default_rng(3)
    rows = [
        Scenario("a", name, "edge", 1e6 * random.normal(mean, 0.1, 5000))
        for name, mean in (("one", 10.0), ("two", 10.1))
    ]
    for half_width, tied in ((200_000, True), (10_000, False)):
        profiles = [Profile("a", name, "edge", 10_000_000, half_width) for name in ("one", "two")]
        with ts.open(write(tmp_path / f"{tied}.h5", rows, profiles)) as results:
            assert list(Analysis(results).ranks.tied) == [tied, tied]


def test_medians_are_apart_beyond_the_root_of_both_squares():
    # 3 and 4 make 5: 10 and 15 are not apart, 10 and 15.1 are.
    for other, apart in ((15.0, False), (15.1, True)):
        group = pd.DataFrame({"median_ns": [10.0, other], "resolution_ns": [3.0, 4.0]})
        assert beyond_resolution(group)[0, 1] == apart


def test_two_that_never_answer_tie():
    group = pd.DataFrame({"median_ns": [np.inf, np.inf, 1.0], "resolution_ns": [np.nan, 0.0, 0.0]})
    apart = beyond_resolution(group)
    assert not apart[0, 1] and apart[0, 2]


def test_a_shared_rank_is_written_as_in_sports():
    assert (rank_text(2, True), rank_text(2, False)) == ("2=", "2")
