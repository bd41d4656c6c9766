"""Two scenarios are compared by ratio, effect and test."""

import numpy as np
import pytest

from analysis.helpers.results_file import Scenario, write
import tiersim_results as ts
from tiersim_results.analysis import Analysis
from tiersim_results.comparison.pairwise import compare, verdicts
from tiersim_results.selection.choices import Choice
from tiersim_results.selection.pairing import pairs


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


def test_other_inputs_are_not_paired_and_endless_ones_count(tmp_path):
    half = ["ok"] * 30 + ["timeout"] * 30
    rows = [
        Scenario("a", "x", "edge", np.arange(60) + 1e6, inputs=np.arange(60)),
        Scenario("a", "y", "edge", np.arange(60) + 1e6, inputs=np.arange(60) + 60, outcome=half),
    ]
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        sides = Choice("a", "x", "edge"), Choice("a", "y", "edge")
        (row,) = compared(Analysis(results), *sides)
    assert not row.paired
    # Of 3600 pairs those of the 30 endless ones are all longer; 30 by 30 of the rest are ranks of
    # one another: x below y in 60 * 30 + sum of 0 .. 29 of the answered, above in the rest less 30.
    below = 60 * 30 + sum(range(30))
    above = 60 * 30 - sum(range(30)) - 30
    assert row.effect.delta == pytest.approx((above - below) / 3600)


def test_one_input_says_nothing_of_others(tmp_path):
    rows = [
        Scenario("a", name, "edge", mean + np.arange(50), inputs=np.zeros(50))
        for name, mean in (("x", 1e6), ("y", 9e6))
    ]
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        (row,) = compared(Analysis(results), Choice("a", "x", None), Choice("a", "y", None))
    assert verdicts([row]).verdict[0] == "undecided"
    assert row.ratio.low == 0 and row.ratio.high == np.inf
