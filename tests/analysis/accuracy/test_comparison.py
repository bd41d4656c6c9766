"""The accuracies of two variants are compared item by item."""

import numpy as np

from analysis.helpers.results_file import Scenario, Variant, write
import tiersim_results as ts
from tiersim_results.accuracy.answers import correct_answers
from tiersim_results.accuracy.comparison import compare_accuracy
from tiersim_results.analysis import Analysis
from tiersim_results.comparison.pairwise import compare
from tiersim_results.selection.choices import Choice
from tiersim_results.selection.pairing import pairs


def compared(analysis, a, b):
    rows = pairs(analysis.usable, a, b)
    return [compare(pair, analysis.latencies, analysis.medians) for pair in rows]


def test_accuracies_are_paired_item_by_item(tmp_path):
    # 10 items: both right 6, only A 3, only B 0, none 1: McNemar's exact p is 2 / 2^3 = 0.25.
    label = [0] * 10
    a = [0] * 9 + [1]
    b = [0] * 6 + [1] * 4
    variants = [Variant("a", "x", a, label), Variant("a", "y", b, label)]
    rows = [Scenario("a", name, "edge", np.arange(9)) for name in ("x", "y")]
    with ts.open(write(tmp_path / "x.h5", rows, variants=variants)) as results:
        analysis = Analysis(results)
        assert correct_answers(results, analysis.usable.iloc[1]).sum() == 6
        table = compare_accuracy(
            results, compared(analysis, Choice("a", "x", None), Choice("a", "y", None))
        )
    row = table.shown.iloc[0]
    assert (row["A %"], row["B %"], row["A - B points"]) == ("90.00", "60.00", "+30.00")
    assert row["p (McNemar)"] == "0.2500"
    assert row["items"] == 10


def test_a_variant_is_not_compared_with_itself(tmp_path):
    rows = [Scenario("a", "x", tier, np.arange(9)) for tier in ("edge", "cloud")]
    variants = [Variant("a", "x", [0, 1], [0, 0])]
    with ts.open(write(tmp_path / "x.h5", rows, variants=variants)) as results:
        sides = compared(Analysis(results), Choice("a", None, "edge"), Choice("a", None, "cloud"))
        assert len(sides) == 1
        assert compare_accuracy(results, sides) is None


def test_variants_of_other_test_sets_are_not_compared(tmp_path):
    rows = [Scenario("a", name, "edge", np.arange(9)) for name in ("x", "y")]
    variants = [Variant("a", "x", [0, 1], [0, 0]), Variant("a", "y", [0], [0])]
    with ts.open(write(tmp_path / "x.h5", rows, variants=variants)) as results:
        sides = compared(Analysis(results), Choice("a", "x", None), Choice("a", "y", None))
        assert compare_accuracy(results, sides) is None
