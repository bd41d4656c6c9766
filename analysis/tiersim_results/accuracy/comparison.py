"""Compares the accuracies of two variants, item by item of the test set."""

from __future__ import annotations

import pandas as pd

from tiersim_results.accuracy.answers import correct_answers
from tiersim_results.output.tables import Table
from tiersim_results.quantities.numbers import p_value, percent
from tiersim_results.reading.reader import Results
from tiersim_results.statistics import mcnemar, wilcoxon_signed_rank


def compare_accuracy(results: Results, comparisons: list) -> Table | None:
    """One row for each pair of variants; None if no pair has the answers of both.

    `comparisons`: of `comparison.pairwise`. The table has two p-values: of Wilcoxon's signed rank
    test, which the field uses, and of McNemar's exact test, which fits answers that are right or
    wrong.
    """
    variants: dict[tuple[int, int], tuple[pd.Series, pd.Series]] = {}
    for row in comparisons:
        a, b = row.pair.a, row.pair.b
        if min(a.get("variant", -1), b.get("variant", -1)) >= 0 and a.variant != b.variant:
            variants.setdefault((a.variant, b.variant), (a, b))
    if not variants:
        return None
    rows = []
    for a, b in variants.values():
        right_a, right_b = correct_answers(results, a), correct_answers(results, b)
        if right_a.size == 0 or right_a.size != right_b.size:
            continue
        rows.append(
            {
                "subject": a.subject,
                "A": a.operator,
                "B": b.operator,
                "A %": percent(right_a.mean()),
                "B %": percent(right_b.mean()),
                "A - B points": f"{100 * (right_a.mean() - right_b.mean()):+.2f}",
                "p (Wilcoxon)": p_value(wilcoxon_signed_rank(right_a, right_b).p_value),
                "p (McNemar)": p_value(mcnemar(right_a, right_b).p_value),
                "items": right_a.size,
            }
        )
    if not rows:
        return None
    frame = pd.DataFrame(rows).drop_duplicates()
    return Table(frame, frame)
