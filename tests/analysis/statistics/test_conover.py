"""Conover's comparisons of all pairs, and the adjustment of their p-values."""

import numpy as np
import pytest
from analysis.helpers.known_samples import INSECT_SPRAYS, OZONE
from scipy import stats

from tiersim_results.statistics import adjust, conover, kruskal_wallis


def lower_triangle(matrix):
    return matrix[np.tril_indices(len(matrix), k=-1)]


# In R: pairwise.t.test(rank(x), g, p.adjust.method = ...), since Conover's test is that of Fisher's
# least significant difference on ranks. Rows of the lower triangle.
SPRAYS_HOLM = """
    1.0000000000000000e+00
    4.8417437376452573e-13 4.1558623095479114e-14
    2.1862899989249796e-07 1.9450422173367072e-08 8.4844277348867826e-03
    7.5390581746227246e-10 6.2090484747184309e-11 3.3823078121669647e-01 5.8038969577743504e-01
    1.0000000000000000e+00 1.0000000000000000e+00 2.1160832791662210e-14 1.0186527977781021e-08
    3.1424659269764201e-11"""
OZONE_HOLM = """
    8.8430090881271939e-01
    1.9125344613351212e-05 0.072113273612130518
    6.6960497669508843e-05 0.110939707079153155 1
    5.4237035258734312e-01 1 0.0030938617675366729 0.0083715681663962555"""
OZONE_BONFERRONI = """
    1
    1.9125344613351212e-05 0.12018878935355087
    7.4400552966120937e-05 0.22187941415830631 1
    1 1 0.0038673272094208412 0.011959383094851794"""
OZONE_FDR = """
    3.6845871200529978e-01
    1.9125344613351212e-05 0.024037757870710174
    3.7200276483060469e-05 0.036979902359717716 0.8276743244903450591
    1.9370369735262255e-01 0.997700495023948530 0.0012891090698069472 0.0029898457737129484"""


@pytest.mark.parametrize(
    "sample, correction, expected",
    [
        (INSECT_SPRAYS, "holm", SPRAYS_HOLM),
        (OZONE, "holm", OZONE_HOLM),
        (OZONE, "bonferroni", OZONE_BONFERRONI),
        (OZONE, "fdr_bh", OZONE_FDR),
    ],
)
def test_published_data_have_the_p_values_of_r(sample, correction, expected):
    p_values = conover(list(sample.values()), correction)
    reference = np.array(list(map(float, expected.split())))
    assert lower_triangle(p_values) == pytest.approx(reference, rel=1e-9)
    assert (p_values == p_values.T).all() and (np.diag(p_values) == 1).all()


def as_conover_writes_it(groups):
    """Unadjusted, by the textbook's formula: H from kruskal_wallis, S^2 of all ranks."""
    sizes = np.array([len(group) for group in groups])
    ranks = stats.rankdata(np.concatenate(groups))
    n, k = len(ranks), len(groups)
    means = [part.mean() for part in np.split(ranks, np.cumsum(sizes)[:-1])]
    h = kruskal_wallis(groups).statistic
    pooled = ranks.var(ddof=1) * (n - 1 - h) / (n - k)
    t = np.subtract.outer(means, means) / np.sqrt(pooled * np.add.outer(1 / sizes, 1 / sizes))
    return 2 * stats.t.sf(np.abs(t), n - k)


@pytest.mark.parametrize("seed", range(20))
def test_it_is_the_textbooks_formula_and_depends_on_ranks_alone(seed):
    random = np.random.default_rng(seed)
    # Integers below 8, so that many tie; +inf is but the largest.
    groups = [random.integers(8, size=random.integers(2, 9)) / 2 for _ in range(4)]
    expected = adjust(lower_triangle(as_conover_writes_it(groups)))
    p_values = conover(groups)
    assert lower_triangle(p_values) == pytest.approx(expected, rel=1e-9)
    stretched = [np.where(group == 3.5, np.inf, np.exp(group)) for group in groups]
    assert (conover(stretched) == p_values).all()


def test_two_groups_by_hand():
    # Ranks 1 2 | 3 4: sum of squares within 1 / 2 + 1 / 2, 2 degrees of freedom, so
    # t = 2 / sqrt(1 / 2 * (1 / 2 + 1 / 2)) = sqrt(8); P(|t| > x) = 1 - x / sqrt(2 + x^2).
    assert conover([[1, 2], [3, 4]])[0, 1] == pytest.approx(1 - (8 / 10) ** 0.5)


def test_without_spread_within_groups_it_is_all_or_nothing():
    # Two differ beyond doubt, two not at all; adjusted over three pairs, 0 and 1 stay so.
    expected = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    assert (conover([[5, 5], [6, 6, 6], [5, 5]]) == expected).all()
    assert (conover([[5, 5], [5, 5, 5]]) == 1).all()
    assert (conover([[1], [2], [3]]) == 1).all()  # one value each: no spread is known


def test_equal_groups_are_seldom_told_apart(monkeypatch):
    monkeypatch.setattr("gc.collect", lambda: 0)  # of statsmodels, each time: slow among tests
    random = np.random.default_rng(1)
    found = sum((conover(random.exponential(size=(4, 12))) < 0.05).any() for _ in range(400))
    # Holm bounds the share of studies with any false finding; one in 10,000 such tests fails.
    assert found <= stats.binom.ppf(0.9999, 400, 0.05)


def test_adjusted_p_values_are_those_of_r():
    # p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), "holm") and so on; by hand: 0.005 * 5, 0.01 * 4, ...
    p_values = [0.01, 0.04, 0.03, 0.005, 0.5]
    assert adjust(p_values) == pytest.approx([0.04, 0.09, 0.09, 0.025, 0.5])
    assert adjust(p_values, "bonferroni") == pytest.approx([0.05, 0.2, 0.15, 0.025, 1])
    assert adjust(p_values, "fdr_bh") == pytest.approx([0.025, 0.05, 0.05, 0.025, 0.5])


def test_comparisons_not_made_neither_count_nor_vanish():
    adjusted = adjust(np.array([[0.01, np.nan], [0.04, 0.03]]), "bonferroni")
    assert adjusted == pytest.approx(np.array([[0.03, np.nan], [0.12, 0.09]]), nan_ok=True)
    assert np.isnan(adjust([np.nan])).all() and adjust([]).size == 0


def test_what_is_no_p_value_or_method_is_refused():
    with pytest.raises(ValueError, match=r"outside \[0, 1\]"):
        adjust([0.5, 1.5])
    with pytest.raises(ValueError, match='method "sidak": is not known'):
        conover([[1, 2], [3, 4]], "sidak")
