"""Two alternatives against each other."""

import numpy as np
import pytest

from known_file import Scenario, Variant, write
from tiersim_results import reader
from tiersim_results.accuracies import answers, compare_accuracy
from tiersim_results.analysis import Analysis
from tiersim_results.comparison import compare, verdicts
from tiersim_results.pairing import pairs
from tiersim_results.reader import ResultsError
from tiersim_results.selection import Choice


def compared(analysis, a, b):
    rows = pairs(analysis.usable, a, b)
    return [compare(pair, analysis.latencies, analysis.medians) for pair in rows]


def test_planted_ratios_and_ties(planted):
    sptq, identity, twin = (Choice(None, name, "edge") for name in ("sptq", "identity", "twin"))
    faster = compared(planted, sptq, identity)
    assert len(faster) == 2 * 6  # subjects, bandwidths
    assert set(verdicts(faster).verdict) == {"faster"}
    for row in faster:
        assert row.paired
        assert row.ratio.low < 0.4 < row.ratio.high  # 8 of 20 ms
        assert row.effect.delta == -1 and row.effect.word == "large"
    assert set(verdicts(compared(planted, identity, sptq)).verdict) == {"slower"}
    assert set(verdicts(compared(planted, identity, twin)).verdict) == {"same"}


def test_what_is_not_named_is_matched(planted):
    rows = list(pairs(planted.usable, Choice(None, None, "edge"), Choice(None, None, "cloud")))
    assert len(rows) == 2 * 4 * 6  # each operator with itself
    assert all(row.a.operator == row.b.operator for row in rows)
    with pytest.raises(ResultsError, match="compared with itself"):
        list(pairs(planted.usable, Choice(None, "sptq", None), Choice(None, "sptq", None)))


def test_other_inputs_are_not_paired_and_endless_ones_count(tmp_path):
    half = ["ok"] * 30 + ["timeout"] * 30
    rows = [
        Scenario("a", "x", "edge", np.arange(60) + 1e6, inputs=np.arange(60)),
        Scenario("a", "y", "edge", np.arange(60) + 1e6, inputs=np.arange(60) + 60, outcome=half),
    ]
    with reader.open(write(tmp_path / "x.h5", rows)) as results:
        sides = Choice("a", "x", "edge"), Choice("a", "y", "edge")
        (row,) = compared(Analysis(results), *sides)
    assert not row.paired
    # Of 3600 pairs those of the 30 endless ones are all longer; 30 by 30 of the rest are ranks of
    # one another: x below y in 60 * 30 + sum of 0 .. 29 of the answered, above in the rest less 30.
    below = 60 * 30 + sum(range(30))
    above = 60 * 30 - sum(range(30)) - 30
    assert row.effect.delta == pytest.approx((above - below) / 3600)


def test_ratios_of_what_is_drawn_anew_cover_the_truth(tmp_path):
    """Unknown inputs: 100 seeds of two normal samples, means 10 and 11 ms. At 95 %, fewer than 88
    hits have a probability of 0.001 (binomial)."""
    hits = 0
    unknown = np.full(80, -1)
    for seed in range(100):
        random = np.random.default_rng(seed)
        rows = [
            Scenario("a", name, "edge", 1e6 * random.normal(mean, 1, 80), inputs=unknown)
            for name, mean in (("x", 10.0), ("y", 11.0))
        ]
        with reader.open(write(tmp_path / "x.h5", rows)) as results:
            analysis = Analysis(results)
            x, y = (analysis.usable.iloc[i] for i in range(2))
            ratio = analysis.medians.ratio(x, y)
        hits += ratio.low <= 10 / 11 <= ratio.high
    assert hits >= 88


def test_one_input_says_nothing_of_others(tmp_path):
    rows = [
        Scenario("a", name, "edge", mean + np.arange(50), inputs=np.zeros(50))
        for name, mean in (("x", 1e6), ("y", 9e6))
    ]
    with reader.open(write(tmp_path / "x.h5", rows)) as results:
        (row,) = compared(Analysis(results), Choice("a", "x", None), Choice("a", "y", None))
    assert verdicts([row]).verdict[0] == "undecided"
    assert row.ratio.low == 0 and row.ratio.high == np.inf


def test_what_could_be_several_is_not_guessed(planted):
    sptq, cloud = Choice(None, "sptq", "edge"), Choice(None, None, "cloud")
    with pytest.raises(ResultsError, match="name an operator and a deployment"):
        list(pairs(planted.usable, sptq, cloud))


def test_accuracies_are_paired_item_by_item(tmp_path):
    # 10 items: both right 6, only A 3, only B 0, none 1: McNemar's exact p is 2 / 2^3 = 0.25.
    label = [0] * 10
    a = [0] * 9 + [1]
    b = [0] * 6 + [1] * 4
    variants = [Variant("a", "x", a, label), Variant("a", "y", b, label)]
    rows = [Scenario("a", name, "edge", np.arange(9)) for name in ("x", "y")]
    with reader.open(write(tmp_path / "x.h5", rows, variants=variants)) as results:
        analysis = Analysis(results)
        assert answers(results, analysis.usable.iloc[1]).sum() == 6
        table = compare_accuracy(
            results, compared(analysis, Choice("a", "x", None), Choice("a", "y", None))
        )
    row = table.shown.iloc[0]
    assert (row["A %"], row["B %"], row["A - B points"]) == ("90.00", "60.00", "+30.00")
    assert row["p (McNemar)"] == "0.2500"
    assert row["items"] == 10
