"""Intervals for percentiles between two of the values."""

from math import comb

import numpy as np
import pytest
from scipy import stats

from tiersim_results.statistics import Interval, quantile_interval


def ranks_by_summing(n, q, confidence):
    """The largest rank r with P(B < r), and least s with P(B >= s), at most half of the rest."""
    chance = np.array([comb(n, k) * q**k * (1 - q) ** (n - k) for k in range(n + 1)])
    outside = (1 - confidence) / 2
    low = max(r for r in range(n + 1) if chance[:r].sum() <= outside)
    high = min(s for s in range(1, n + 2) if chance[s:].sum() <= outside)
    return low, high


@pytest.mark.parametrize(
    "n, q, confidence, low, high",
    [
        # Median: 1 - 2 / 2^6 = 0.969, but 1 - 2 / 2^5 = 0.9375 < 0.95: five values bound nothing.
        (6, 0.5, 0.95, 1, 6),
        (5, 0.5, 0.95, -np.inf, np.inf),
        # In R: max(which(pbinom(0:n, n, q) <= (1 - confidence) / 2)), and for the upper rank s the
        # least with pbinom(s - 1, n, q, lower.tail = FALSE) <= (1 - confidence) / 2.
        (10, 0.5, 0.95, 2, 9),
        (100, 0.5, 0.95, 40, 61),
        (16, 0.75, 0.9, 9, 16),
        (100, 0.9, 0.95, 84, 96),
        (100, 0.95, 0.95, 90, 100),
        (1000, 0.99, 0.95, 983, 997),
        # 0.95^59 = 0.0485 < 0.05, 0.95^58 = 0.0510: it takes 59 values to bound p95 from above.
        (59, 0.95, 0.9, 53, 59),
        (58, 0.95, 0.9, 52, np.inf),
        (300, 0.99, 0.95, 293, np.inf),
    ],
)
def test_bounds_are_values_of_known_ranks(n, q, confidence, low, high):
    values = np.arange(1, n + 1)
    interval = quantile_interval(values, q, confidence)
    assert (interval.low, interval.high) == (low, high)
    assert interval.value == pytest.approx(np.quantile(values, q))


@pytest.mark.parametrize("q", [0.1, 0.5, 0.75, 0.95, 0.99])
def test_ranks_are_found_by_summing_the_binomial(q):
    for n in [*range(1, 60), 100, 333]:
        low, high = ranks_by_summing(n, q, 0.93)
        interval = quantile_interval(np.arange(1, n + 1), q, 0.93)
        value = 1 + (n - 1) * q
        assert interval.low == (min(low, value) if low else -np.inf)
        assert interval.high == (max(high, value) if high <= n else np.inf)


def test_the_interval_holds_the_truth_at_least_as_often_as_it_says():
    random = np.random.default_rng(1)
    truth = -np.log(0.05)  # of exponential numbers, the 95th percentile
    held = 0
    for values in np.sort(random.exponential(size=(500, 200)), axis=1):
        interval = quantile_interval(values, 0.95)
        held += interval.low <= truth <= interval.high
    assert stats.binom.ppf(1e-4, 500, 0.95) <= held


def test_copies_of_values_tell_no_more_than_the_values():
    values = np.sort(np.random.default_rng(2).exponential(size=80))
    once = quantile_interval(values, 0.9)
    copied = quantile_interval(np.repeat(values, 5), 0.9, effective=80)
    assert (copied.low, copied.high) == (once.low, once.high)
    assert quantile_interval(np.repeat(values, 5), 0.9).high < once.high


def test_fewer_independent_inputs_are_never_a_narrower_interval():
    values = np.arange(1000)
    intervals = [quantile_interval(values, 0.9, effective=n) for n in (1000, 437, 100, 43, 20, 1)]
    for wide, narrow in zip(intervals[1:], intervals):
        assert wide.low <= narrow.low <= narrow.high <= wide.high
    assert intervals[-1] == Interval(-np.inf, pytest.approx(899.1), np.inf)
    # There are no more independent inputs than values.
    assert quantile_interval(values, 0.9, effective=5000) == intervals[0]


def test_never_answered_is_longer_than_any():
    values = np.concatenate([np.arange(1.0, 91), np.full(10, np.inf)])
    # Ranks 40 and 61; ranks 84 and 96, position 99 * 0.9 = 89.1, between 90 and inf.
    assert quantile_interval(values, 0.5) == Interval(40, 50.5, 61)
    assert quantile_interval(values, 0.9) == Interval(84, np.inf, np.inf)
    # Position 99 * (89 / 99) = 89 is the last finite value, whatever comes next.
    assert quantile_interval(values, 89 / 99).value == 90
    assert quantile_interval(np.full(6, np.inf), 0.5) == Interval(np.inf, np.inf, np.inf)


@pytest.mark.parametrize(
    "arguments, message",
    [
        (([2, 1], 0.5), "are not sorted"),
        (([1, np.nan], 0.5), "holds NaN"),
        (([], 0.5), "is empty"),
        (([1, 2], 95), "quantile 95: is not in"),
        (([1, 2], 0.5, 1.0), "confidence 1.0: is not in"),
        (([1, 2], 0.5, 0.95, 0.5), "effective 0.5: is less than 1"),
    ],
)
def test_what_cannot_be_bounded_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        quantile_interval(*arguments)
