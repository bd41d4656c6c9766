"""Tests of the hypothesis that nothing differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from tiersim_results.statistics.samples import as_groups, as_pairs

# Up to this number, the exact distribution of the signed ranks is computed. Above it, the normal
# distribution is close enough (the limit of R and scipy).
EXACT_PAIRS = 50


@dataclass(frozen=True)
class TestResult:
    """The result of a test; `degrees_of_freedom` is None if its distribution has none."""

    __test__ = False  # pytest would collect it by its name

    statistic: float
    p_value: float
    degrees_of_freedom: float | None = None


def kruskal_wallis(groups: Sequence[np.ndarray]) -> TestResult:
    """Do k independent samples come from one distribution? H, corrected for ties, against chi2.

    Source: Kruskal & Wallis, JASA 47 (1952). All values equal: H = 0, p = 1.
    """
    samples = as_groups(groups)
    values = np.concatenate(samples)
    if (values == values[0]).all():
        return TestResult(0.0, 1.0, len(samples) - 1)
    result = stats.kruskal(*samples)
    return TestResult(float(result.statistic), float(result.pvalue), len(samples) - 1)


def wilcoxon_signed_rank(a: np.ndarray, b: np.ndarray) -> TestResult:
    """Are paired differences symmetric about 0? The statistic is the smaller sum of ranks, T.

    Source: Wilcoxon, Biometrics Bulletin 1 (1945). Pairs without a difference are left
    out; two requests that were never answered are such a pair. If no pair is left, T = 0 and p = 1.
    Two-sided. Exact up to 50 differences, also with ties; else normal, with corrections for ties
    and continuity.
    """
    first, second = as_pairs(a, b)
    differ = first != second
    difference = first[differ] - second[differ]
    if difference.size == 0:
        return TestResult(0.0, 1.0)
    ranks = stats.rankdata(np.abs(difference))
    statistic = min(ranks[difference > 0].sum(), ranks[difference < 0].sum())
    if difference.size <= EXACT_PAIRS:
        return TestResult(float(statistic), _signed_rank_p(ranks, statistic))
    # Ranks in place of values: the same test, and scipy need not subtract infinities.
    result = stats.wilcoxon(np.sign(difference) * ranks, correction=True, method="approx")
    return TestResult(float(result.statistic), float(result.pvalue))


def _signed_rank_p(ranks: np.ndarray, statistic: float) -> float:
    """The share of all 2^n signs of the ranks for which the statistic is as extreme as T.

    `ranks`: float64 [n]; tied ranks may be halves. scipy's exact distribution has no ties.
    """
    doubled = np.rint(2 * ranks).astype(np.int64)
    ways = np.zeros(doubled.sum() + 1)  # of reaching each doubled sum; below 2^50, so exact
    ways[0] = 1
    for rank in doubled:
        ways[rank:] = ways[rank:] + ways[:-rank]
    tail = ways[: int(round(2 * statistic)) + 1].sum() / 2.0**ranks.size
    return float(min(1.0, 2 * tail))


def mcnemar(correct_a: np.ndarray, correct_b: np.ndarray) -> TestResult:
    """Do two models make equally many errors on the same inputs? Arrays of 0 and 1, [n].

    Exact: under the hypothesis, each model has half of the inputs that only one of them gets right.
    The statistic is the smaller of the two counts. If there is no such input, p = 1.
    Source: McNemar, Psychometrika 12 (1947); exact as Fay, The R Journal 2(1), 2010.
    Raises ValueError if the lengths differ or other values occur.
    """
    first, second = as_pairs(correct_a, correct_b)
    if not (np.isin(first, (0, 1)).all() and np.isin(second, (0, 1)).all()):
        raise ValueError("not right or wrong: values other than 0 and 1 (give booleans)")
    only_a, only_b = int((first > second).sum()), int((first < second).sum())
    smaller, count = min(only_a, only_b), only_a + only_b
    p_value = float(stats.binomtest(smaller, count).pvalue) if count else 1.0
    return TestResult(float(smaller), p_value)
