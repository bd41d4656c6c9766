"""Resampled medians: of which distribution they are, and which inputs they share."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from scipy import stats

from tiersim_results.statistics import bootstrap, bootstrap_medians


def medians_of_all_resamples(clusters):
    """How often each median occurs if each way of drawing as many clusters is taken once."""
    ways = product(clusters, repeat=len(clusters))
    return Counter(float(np.median(np.concatenate(way))) for way in ways)


def assert_drawn_from(medians, ways):
    """A chi-squared test of the draws against the exact shares; one in 10,000 fails by chance."""
    seen = Counter(medians.tolist())
    assert set(seen) <= set(ways)
    values = sorted(ways)
    share = np.array([ways[value] for value in values]) / sum(ways.values())
    expected = share * medians.size
    assert stats.chisquare([seen[value] for value in values], expected).pvalue > 1e-4


@pytest.mark.parametrize("values", [[3, 1, 2], [1, 2, 4, 8], [1, 1, 2, 5, 9], [1, 2, 4, 8, 16, 40]])
@pytest.mark.parametrize("inputs", ["none", "unknown", "each its own"])
def test_values_are_drawn_each_for_itself(values, inputs):
    numbers = {
        "none": None,
        "unknown": np.full(len(values), -1),
        "each its own": np.arange(len(values)),
    }[inputs]
    ways = medians_of_all_resamples([[value] for value in values])  # up to 6^6 = 46,656 of them
    assert_drawn_from(bootstrap_medians(values, numbers, draws=50_000, seed=3), ways)


def test_the_median_of_three_by_hand():
    # Of 27 ways to draw from 1 2 3, the median is 1 in 1 + 3 * 2 = 7, 3 in as many, 2 in 13.
    ways = medians_of_all_resamples([[1], [2], [3]])
    assert ways == {1: 7, 2: 13, 3: 7}


@pytest.mark.parametrize(
    "clusters",
    [[[1], [5, 6, 7]], [[1, 9], [2, 3, 4], [8]], [[1, 1, 1, 50], [2, 30], [7, 8, 9], [0.5, 60]]],
)
def test_inputs_are_drawn_whole(clusters):
    values = np.concatenate(clusters)
    inputs = np.repeat(np.arange(len(clusters)), [len(cluster) for cluster in clusters])
    medians = bootstrap_medians(values, inputs, draws=50_000, seed=4)
    assert_drawn_from(medians, medians_of_all_resamples(clusters))


def test_unknown_inputs_are_drawn_each_for_itself():
    medians = bootstrap_medians([1, 2, 7, 8], [4, 4, -1, -1], draws=50_000)
    assert_drawn_from(medians, medians_of_all_resamples([[1, 2], [7], [8]]))


def test_values_are_drawn_as_scipy_draws_them():
    values = np.random.default_rng(5).exponential(size=40)
    theirs = stats.bootstrap(
        (values,), np.median, n_resamples=5000, method="percentile", random_state=5
    ).bootstrap_distribution
    assert stats.ks_2samp(bootstrap_medians(values, draws=5000), theirs).pvalue > 1e-4
    by_input = bootstrap_medians(values, np.arange(40), draws=5000)
    assert stats.ks_2samp(by_input, theirs).pvalue > 1e-4


@pytest.mark.parametrize("seed", range(20))
def test_every_draw_is_the_median_of_the_inputs_drawn(seed):
    random = np.random.default_rng(seed)
    n = int(random.integers(1, 300))
    values = random.integers(50, size=n).astype(float)
    values[values > 40] = np.inf
    inputs = random.integers(12, size=n)
    known = np.unique(inputs)
    # The same draws again, one by one.
    drawn = np.random.default_rng(seed).integers(known.size, size=(30, known.size))
    expected = [
        np.median(np.concatenate([values[inputs == known[i]] for i in draw])) for draw in drawn
    ]
    assert list(bootstrap_medians(values, inputs, draws=30, seed=seed)) == expected


def test_one_seed_draws_the_same_inputs_however_often_each_occurs():
    random = np.random.default_rng(6)
    values, inputs = random.exponential(size=20), np.arange(20)
    often = random.permutation(np.repeat(inputs, 7))
    once = bootstrap_medians(values, inputs, draws=300, seed=9)
    assert (bootstrap_medians(values[often], often, draws=300, seed=9) == once).all()
    assert (bootstrap_medians(values, inputs, draws=300, seed=8) != once).any()


def test_memory_does_not_change_what_is_drawn(monkeypatch):
    random = np.random.default_rng(7)
    values, inputs = random.exponential(size=500), random.integers(40, size=500)
    at_once = bootstrap_medians(values, inputs, draws=100)
    monkeypatch.setattr(bootstrap, "CHUNK", 170)
    assert (bootstrap_medians(values, inputs, draws=100) == at_once).all()


def test_never_answered_is_longer_than_any():
    assert np.isposinf(bootstrap_medians([np.inf, np.inf], draws=20)).all()
    medians = bootstrap_medians([1, np.inf], [0, 1], draws=20)
    assert set(medians) == {1, np.inf}  # of 1 and inf: inf, as is of inf and inf


def test_a_large_sample_has_the_normal_limit():
    # The median of n normal numbers has variance pi / 2 / n; 1 / (2 f(median))^2 / n in general.
    values = stats.norm.ppf((np.arange(100_001) + 0.5) / 100_001)
    for inputs in (None, np.arange(100_001) // 10 * 7 % 100_001):
        medians = bootstrap_medians(values, inputs, draws=500 if inputs is None else 50)
        assert abs(medians.mean()) < 0.01
    spread = bootstrap_medians(values, draws=4000).std()
    assert spread == pytest.approx((np.pi / 2 / 100_001) ** 0.5, rel=0.06)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="draws 0: is less than 1"):
        bootstrap_medians([1, 2], draws=0)
    with pytest.raises(ValueError, match="values: is empty"):
        bootstrap_medians([])
    with pytest.raises(ValueError, match="inputs: are of shape"):
        bootstrap_medians([1, 2, 3], [-1, -1])
