"""Intervals for medians and their ratios."""

import numpy as np
import pytest
from scipy import stats

from tiersim_results.statistics import (
    Interval,
    bootstrap_medians,
    median_interval,
    ratio_of_medians,
)


def test_the_median_lies_between_percentiles_of_its_draws():
    values = np.random.default_rng(1).exponential(size=31)
    medians = np.sort(bootstrap_medians(values, draws=1000, seed=1))
    # 2.5 % of 999 steps is 24.975: step 24 from below and from above.
    expected = Interval(medians[24], np.median(values), medians[-25])
    assert median_interval(values, draws=1000) == expected


def test_it_is_scipys_interval():
    values = np.random.default_rng(2).normal(100, 5, size=400)
    theirs = stats.bootstrap(
        (values,), np.median, n_resamples=4000, method="percentile", random_state=2
    ).confidence_interval
    ours = median_interval(values, draws=4000)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.1)


def held(simulate, truth, runs=300):
    """In how many runs the interval held the truth."""
    intervals = [simulate(np.random.default_rng(run)) for run in range(runs)]
    return sum(interval.low <= truth <= interval.high for interval in intervals)


LEAST = stats.binom.ppf(1e-4, 300, 0.93)  # percentile bootstraps of medians hold 93 to 95 %
LARGEST = stats.binom.ppf(1 - 1e-4, 300, 0.97)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    count = held(lambda random: median_interval(random.exponential(size=51)), np.log(2))
    assert LEAST <= count <= LARGEST


def repeated(random):
    """30 inputs, each measured 5 times; inputs differ far more than measurements of one do."""
    inputs = np.repeat(np.arange(30), 5)
    return random.normal(size=30)[inputs] + 0.1 * random.normal(size=150), inputs


def test_repeated_inputs_are_not_independent():
    by_input = held(lambda random: median_interval(*repeated(random), draws=200), 0)
    assert LEAST <= by_input <= LARGEST
    # 150 values as if independent: an interval 5^0.5 too narrow, P(|z| < 1.96 / 5^0.5) = 0.62.
    naive = held(lambda random: median_interval(repeated(random)[0], draws=200), 0)
    assert naive < stats.binom.ppf(1e-4, 300, 0.8)


def test_a_ratio_of_the_same_inputs_draws_the_same():
    random = np.random.default_rng(3)
    inputs = random.permutation(40)
    values = random.lognormal(size=40)
    # What is twice as long in each draw is so for certain, in whatever order and however often.
    again = np.repeat(random.permutation(40), 3)
    ratio = ratio_of_medians(2 * values[inputs], values[again], inputs, again)
    assert ratio == Interval(2, 2, 2)
    apart = ratio_of_medians(2 * values[inputs], values[again])
    assert apart.low < 1.9 and apart.high > 2.1 and apart.value == 2


@pytest.mark.parametrize(
    "inputs_a, inputs_b",
    [
        ([1, 2, 3, 4, 5, 6], None),
        ([1, 2, 3, 4, 5, 6], [7, 2, 3, 4, 5, 6]),
        ([-1, 2, 3, 4, 5, 6],) * 2,
    ],
)
def test_a_ratio_of_other_or_unknown_inputs_draws_each_for_itself(inputs_a, inputs_b):
    values = np.array([1, 2, 4, 8, 16, 32])
    ratio = ratio_of_medians(values, values, inputs_a, inputs_b, draws=500)
    assert ratio.low < 1 < ratio.high and ratio.value == 1


def test_a_ratio_holds_the_truth_as_often_as_it_says():
    def independent(random):
        return ratio_of_medians(3 * random.exponential(size=40), random.exponential(size=60))

    def of_same_inputs(random):
        values, inputs = repeated(random)
        others = 3 * np.exp(values + 0.2 * random.normal(size=150))
        return ratio_of_medians(others, np.exp(values), inputs, inputs, draws=200)

    assert LEAST <= held(independent, 3) <= LARGEST
    assert LEAST <= held(of_same_inputs, 3)


def test_two_draws_of_one_seed_are_independent_without_inputs():
    # Were the same ranks drawn for both, this would be [1, 1].
    values = np.random.default_rng(4).exponential(size=30)
    ratio = ratio_of_medians(values, values)
    assert ratio.low < 0.9 and ratio.high > 1.1


def test_never_answered_is_longer_than_any():
    inf = np.inf
    often, finite = np.array([1, 2, 3, inf, inf]), np.array([1, 2, 3, 4, 5])
    assert median_interval(often) == Interval(1, 3, inf)
    assert median_interval([inf] * 5) == Interval(inf, inf, inf)
    assert ratio_of_medians([inf] * 5, finite) == Interval(inf, inf, inf)
    assert ratio_of_medians(finite, [inf] * 5) == Interval(0, 0, 0)
    assert ratio_of_medians(often, finite).high == inf


def test_a_ratio_of_two_never_answered_is_not_known():
    neither = ratio_of_medians([np.inf] * 5, [np.inf] * 4)
    assert np.isnan(neither.value) and (neither.low, neither.high) == (0, np.inf)
    nothing = ratio_of_medians([0, 0], [0, 0])
    assert np.isnan(nothing.value) and (nothing.low, nothing.high) == (0, np.inf)


def test_one_input_says_nothing_of_others():
    assert median_interval([5]) == Interval(-np.inf, 5, np.inf)
    assert median_interval([5, 6, 7], [4, 4, 4]) == Interval(-np.inf, 6, np.inf)
    assert ratio_of_medians([6], [2, 3, 4]) == Interval(0, 2, np.inf)


def test_what_is_no_sample_is_refused():
    with pytest.raises(ValueError, match="values: holds NaN"):
        median_interval([1, np.nan])
    with pytest.raises(ValueError, match="negative values"):
        ratio_of_medians([1, -1], [1, 2])
    with pytest.raises(ValueError, match="confidence 1: is not in"):
        median_interval([1, 2], confidence=1)
