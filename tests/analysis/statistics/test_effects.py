"""Cliff's delta, its interval and its words."""

import numpy as np
import pytest
from analysis.helpers.known_samples import INSECT_SPRAYS, OZONE, SLEEP
from scipy import stats

from tiersim_results.statistics import Effect, cliffs_delta
from tiersim_results.statistics import effects

HOGARTY = ([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
MAY_AUGUST = (OZONE[5], OZONE[8])
JUNE_SEPTEMBER = (OZONE[6], OZONE[9])
AUGUST_SEPTEMBER = (OZONE[8], OZONE[9])
SPRAYS_A_B = (INSECT_SPRAYS["A"], INSECT_SPRAYS["B"])
SPRAYS_C_D = (INSECT_SPRAYS["C"], INSECT_SPRAYS["D"])


# cliff.delta(a, b, return.dm = TRUE) of R's effsize, from the matrix of dominances: where there are
# ties, its quicker way (return.dm = FALSE) has another variance, and another interval.
@pytest.mark.parametrize(
    "a, b, confidence, delta, low, high, word",
    [
        # of Hogarty & Kromrey, SUGI 24 (1999)
        (*HOGARTY, 0.95, -0.25, -0.726584588889944039, 0.389006190198742552, "small"),
        (*SLEEP, 0.95, -0.49, -0.805853860834282343, 0.042941723740094417, "large"),
        (*MAY_AUGUST, 0.95, -421 / 676, -0.806240429650280865, -0.330044790570730828, "large"),
        (*JUNE_SEPTEMBER, 0.95, 4 / 261, -0.394198999574879083, 0.419772339026815766, "negligible"),
        (*AUGUST_SEPTEMBER, 0.99, 350 / 754, 0.046058013083702588, 0.743915225067017127, "medium"),
        (*SPRAYS_A_B, 0.95, -20 / 144, -0.559028762501540988, 0.338001442363236815, "negligible"),
        (*SPRAYS_C_D, 0.95, -104 / 144, -0.917623475359644947, -0.245650399571233469, "large"),
    ],
)
def test_published_data_have_the_interval_of_effsize(a, b, confidence, delta, low, high, word):
    effect = cliffs_delta(a, b, confidence)
    assert effect.delta == pytest.approx(delta, rel=1e-12)
    # scipy 1.10 gives 9 digits of t: 2.0085591097 where R and mpmath have 2.0085591121.
    assert (effect.low, effect.high) == pytest.approx((low, high), rel=1e-8)
    assert effect.word == word


def of_all_pairs(a, b):
    """Delta and its unbiased variance from the whole matrix of dominances."""
    d = np.where(np.equal.outer(a, b), 0, np.where(np.greater.outer(a, b), 1, -1))
    n, m = d.shape
    delta = d.mean()
    total = (
        m**2 * ((d.mean(axis=1) - delta) ** 2).sum()
        + n**2 * ((d.mean(axis=0) - delta) ** 2).sum()
        - ((d - delta) ** 2).sum()
    )
    return delta, total / (n * m * (n - 1) * (m - 1))


@pytest.mark.parametrize("seed", range(100))
def test_delta_and_interval_are_those_of_all_pairs(seed):
    random = np.random.default_rng(seed)
    a, b = (random.integers(5, size=random.integers(2, 20)).astype(float) for _ in range(2))
    a[a == 4] = np.inf
    delta, variance = of_all_pairs(a, b)
    effect = cliffs_delta(a, b)
    assert effect.delta == pytest.approx(delta, abs=1e-12)
    assert -1 <= effect.low <= effect.delta <= effect.high <= 1
    reverse = cliffs_delta(b, a)
    assert (reverse.delta, reverse.low, reverse.high) == pytest.approx(
        (-effect.delta, -effect.high, -effect.low), abs=1e-12
    )
    if abs(delta) < 1:
        # The bounds are where Feng & Cliff's inequality is an equation: its centre and half width
        # give back the variance.
        least = (1 - delta**2) / (a.size * b.size - 1)
        t2 = stats.t.isf(0.025, a.size + b.size - 2) ** 2 * max(variance, least)
        scale = 1 - delta**2 + t2
        assert (effect.low + effect.high) / 2 == pytest.approx((delta - delta**3) / scale)
        half = np.sqrt(t2 * ((1 - delta**2) ** 2 + t2)) / scale
        assert (effect.high - effect.low) / 2 == pytest.approx(half)


def test_the_variance_is_unbiased():
    # Of 3 and 4 fair coins: the mean of the estimates over all 2^7 outcomes is the variance of
    # delta over them.
    coins = (np.arange(2**7)[:, np.newaxis] >> np.arange(7)) & 1
    results = [of_all_pairs(outcome[:3], outcome[3:]) for outcome in coins]
    deltas, variances = np.array(results).T
    assert variances.mean() == pytest.approx(deltas.var())
    for outcome, delta, variance in zip(coins, deltas, variances):
        a, b = np.sort(outcome[:3]), np.sort(outcome[3:])
        rows, columns = effects._dominance(a, b), -effects._dominance(b, a)
        unequal = (a[:, np.newaxis] != b).sum()
        assert effects._variance(delta, rows, columns, unequal) == pytest.approx(variance)


def test_the_variance_is_not_below_the_least_allowed():
    # Of 144 pairs, one is tied: delta = 143 / 144. effsize has 4.82e-5 for the variance, below
    # (1 - delta^2) / 143 = 9.68e-5, and [0.958, 0.9989].
    effect = cliffs_delta(INSECT_SPRAYS["A"], INSECT_SPRAYS["C"])
    delta = 143 / 144
    t2 = stats.t.isf(0.025, 22) ** 2 * (1 - delta**2) / 143
    scale = 1 - delta**2 + t2
    assert (effect.low + effect.high) / 2 == pytest.approx((delta - delta**3) / scale)
    assert effect.low < 0.957 and effect.high > 0.9989


def test_samples_apart_are_bounded_by_the_smaller_one():
    # 4 values above 6: t of 8 degrees of freedom is 2.306, (4 - 5.318) / (4 + 5.318) = -0.1414.
    effect = cliffs_delta([7, 8, 9, np.inf], [1, 2, 3, 4, 5, 6])
    assert (effect.delta, effect.high, effect.word) == (1, 1, "large")
    assert effect.low == pytest.approx(-0.1414, abs=1e-4)
    below = cliffs_delta([1, 2, 3, 4, 5, 6], [7, 8, 9, np.inf])
    assert (below.delta, below.low, below.high) == (-1, -1, -effect.low)


def test_one_value_says_nothing_of_its_spread():
    assert cliffs_delta([3], [1, 2]) == Effect(1, -1, 1, "large")
    assert cliffs_delta([1], [1]) == Effect(0, -1, 1, "negligible")


def test_equal_values_are_no_certainty():
    # Nothing but ties: variance 0 would be estimated; the least possible is 1 / (3 * 4 - 1).
    effect = cliffs_delta([np.inf] * 3, [np.inf] * 4)
    assert (effect.delta, effect.word) == (0, "negligible")
    t2 = stats.t.isf(0.025, 5) ** 2 / 11
    assert effect.high == pytest.approx(np.sqrt(t2 / (1 + t2)))
    assert effect.low == -effect.high


@pytest.mark.parametrize(
    "larger, word",  # of 1,000 against one: delta = (2 * larger - 1000) / 1000
    [(500, "negligible"), (573, "negligible"), (574, "small"), (664, "small"), (665, "medium"),
     (736, "medium"), (737, "large"), (1000, "large")],
)  # fmt: skip
def test_words_begin_at_their_limits(larger, word):
    values = np.repeat([2, 0], [larger, 1000 - larger])
    assert cliffs_delta(values, [1]).word == word
    assert cliffs_delta([1], values).word == word


def test_a_limit_belongs_to_the_larger_word():
    # 0.33 = (133 - 67) / 200 exactly
    assert cliffs_delta(np.repeat([2, 0], [133, 67]), [1]).word == "medium"


@pytest.mark.parametrize("delta", [0, 0.5, 0.8])
def test_the_interval_holds_the_truth_as_often_as_it_says(delta):
    # Normal numbers apart by d: P(a > b) = Phi(d / sqrt 2).
    random = np.random.default_rng(int(10 * delta))
    apart = stats.norm.ppf((1 + delta) / 2) * 2**0.5
    held = 0
    for _ in range(400):
        effect = cliffs_delta(random.normal(apart, size=15), random.normal(size=25))
        held += effect.low <= delta <= effect.high
    assert stats.binom.ppf(1e-4, 400, 0.94) <= held


def test_what_is_no_sample_is_refused():
    with pytest.raises(ValueError, match="b: holds NaN"):
        cliffs_delta([1], [np.nan])
    with pytest.raises(ValueError, match="confidence 95: is not in"):
        cliffs_delta([1], [2], confidence=95)
