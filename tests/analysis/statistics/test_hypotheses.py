"""Kruskal-Wallis, Wilcoxon's signed ranks and McNemar."""

from itertools import product

import numpy as np
import pytest
from analysis.helpers.known_samples import DEPRESSION, INSECT_SPRAYS, OZONE, SLEEP, TIED_PAIRS
from scipy import stats

from tiersim_results.statistics import kruskal_wallis, mcnemar, wilcoxon_signed_rank


@pytest.mark.parametrize(
    "sample, statistic, freedom, p_value",
    [
        # kruskal.test(count ~ spray, InsectSprays); in R's documentation: 54.691, p = 1.511e-10
        (INSECT_SPRAYS, 5.4691344622371446e01, 5, 1.5108444394185103e-10),
        # kruskal.test(Ozone ~ Month, airquality); in R's documentation: 29.267, p = 6.901e-06
        (OZONE, 2.9266576306116939e01, 4, 6.9007141185467839e-06),
    ],
)
def test_kruskal_wallis_of_published_data_is_as_published(sample, statistic, freedom, p_value):
    result = kruskal_wallis(list(sample.values()))
    assert result.statistic == pytest.approx(statistic, rel=1e-9)
    assert result.p_value == pytest.approx(p_value, rel=1e-9)
    assert result.degrees_of_freedom == freedom


def test_kruskal_wallis_of_six_values_by_hand():
    # Ranks 1 2 3 | 4 5 6: H = 12 / (6 * 7) * (6^2 / 3 + 15^2 / 3) - 3 * 7 = 27 / 7;
    # chi2 with 1 degree of freedom is a squared normal number.
    result = kruskal_wallis([np.array([1, 2, 3]), np.array([4, 5, np.inf])])
    assert result.statistic == pytest.approx(27 / 7)
    assert result.p_value == pytest.approx(2 * stats.norm.sf((27 / 7) ** 0.5))


def test_equal_values_do_not_differ():
    same = np.full(4, 7)
    assert kruskal_wallis([same, same, same]).p_value == 1
    assert kruskal_wallis([np.full(3, np.inf), np.full(2, np.inf)]).p_value == 1
    assert wilcoxon_signed_rank(same, same).p_value == 1
    assert mcnemar([1, 0, 1], [1, 0, 1]).p_value == 1


def test_wilcoxon_of_few_pairs_without_ties_is_that_of_r():
    # wilcox.test(x, y, paired = TRUE): V = 40 of 45, p-value = 0.0390625 = 2 * 10 / 2^9
    result = wilcoxon_signed_rank(*DEPRESSION)
    assert result.statistic == 45 - 40
    assert result.p_value == pytest.approx(0.0390625, rel=1e-12)


def test_wilcoxon_of_sleep_counts_all_signs():
    # One pair is equal; in the other nine, all second values are larger: two of 2^9 choices of
    # signs are as extreme. R, which takes ties for a reason to approximate, has 0.00909.
    result = wilcoxon_signed_rank(*SLEEP)
    assert result.statistic == 0
    assert result.p_value == pytest.approx(2 / 2**9, rel=1e-12)


def test_wilcoxon_of_many_pairs_with_ties_is_that_of_r():
    # wilcox.test(a, b, paired = TRUE, exact = FALSE): V = 2614.5, of 119 * 120 / 2 = 7140
    result = wilcoxon_signed_rank(*TIED_PAIRS)
    assert result.statistic == min(2614.5, 7140 - 2614.5)
    assert result.p_value == pytest.approx(0.011323670023031449, rel=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_wilcoxon_counts_every_choice_of_signs(seed):
    random = np.random.default_rng(seed)
    a, b = random.integers(6, size=(2, random.integers(1, 9))).astype(float)
    a[0] = random.choice([a[0], np.inf])
    difference = (a - b)[a != b]
    ranks = stats.rankdata(np.abs(difference))
    sums = [ranks[np.array(signs, bool)].sum() for signs in product([0, 1], repeat=ranks.size)]
    distance = np.abs(np.array(sums) - ranks.sum() / 2)
    seen = abs(ranks[difference > 0].sum() - ranks.sum() / 2)
    assert wilcoxon_signed_rank(a, b).p_value == pytest.approx((distance >= seen).mean())


@pytest.mark.parametrize("seed", range(10))
def test_wilcoxon_without_ties_is_scipys(seed):
    a, b = np.random.default_rng(seed).normal(size=(2, 50))
    expected = stats.wilcoxon(a, b, method="exact")
    result = wilcoxon_signed_rank(a, b)
    assert result.statistic == expected.statistic
    assert result.p_value == pytest.approx(expected.pvalue, rel=1e-9)


def test_two_requests_never_answered_are_a_pair_without_a_difference():
    a, b = np.array([1.0, 2, 3, np.inf, np.inf]), np.array([2.0, 4, 7, np.inf, 5])
    assert wilcoxon_signed_rank(a, b) == wilcoxon_signed_rank([1, 2, 3, 99], [2, 4, 7, 5])
    many = np.concatenate([np.arange(80.0), [np.inf, np.inf]])
    assert wilcoxon_signed_rank(many, many[::-1]).p_value > 0.9


def test_mcnemar_asks_only_inputs_that_one_gets_right():
    # Agresti, Categorical Data Analysis (1990), in R's example(mcnemar.test): 86 against 150.
    # binom.test(86, 236)
    a = np.repeat([1, 1, 0, 0], [794, 150, 86, 570])
    b = np.repeat([1, 0, 1, 0], [794, 150, 86, 570])
    result = mcnemar(a, b)
    assert result.statistic == 86
    assert result.p_value == pytest.approx(3.71593613957143e-05, rel=1e-9)
    assert mcnemar(b.astype(bool), a.astype(bool)) == result


def test_mcnemar_by_hand():
    # 2 against 8 of 10 coins: 2 * (1 + 10 + 45) / 1024.
    a, b = np.repeat([1, 0, 1], [2, 8, 5]), np.repeat([0, 1, 1], [2, 8, 5])
    assert mcnemar(a, b).p_value == pytest.approx(112 / 1024)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: kruskal_wallis([[1, 2]]), "nothing to compare: 1 group"),
        (lambda: kruskal_wallis([[1, 2], []]), "group 1: is empty"),
        (lambda: kruskal_wallis([[1, np.nan], [2]]), "group 0: holds NaN"),
        (lambda: kruskal_wallis([[1, -np.inf], [2]]), "group 0: holds -inf"),
        (lambda: kruskal_wallis([[[1, 2]], [2]]), "group 0: has 2 dimensions"),
        (lambda: wilcoxon_signed_rank([1, 2], [1]), "not pairs: 2 and 1 values"),
        (lambda: mcnemar([1, 2], [0, 1]), "values other than 0 and 1"),
    ],
)
def test_what_is_no_sample_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
