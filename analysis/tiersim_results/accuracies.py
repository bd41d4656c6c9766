"""The accuracies of compared variants, paired item by item of the test set."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.reader import Results
from tiersim_results.shown import p_value, percent
from tiersim_results.statistics import mcnemar, wilcoxon_signed_rank
from tiersim_results.tables import Table


def compare_accuracy(results: Results, comparisons: list) -> Table | None:
    """One row for every two variants compared; None where no answers of both are kept.

    `p`: Wilcoxon's signed rank test, as the field does, and McNemar's exact test, which is made
    for right against wrong.
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
        right_a, right_b = answers(results, a), answers(results, b)
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


def answers(results: Results, scenario: pd.Series) -> np.ndarray:
    """int64 [items]: 1 where a scenario's variant answers an item of the test set right; empty
    where that is not known. `scenario`: a row of /scenarios."""
    row = scenario.get("variant", -1)
    if row < 0:
        return np.array([], dtype=np.int64)
    variant = results.variant_table().iloc[row]
    items = slice(variant.first_prediction, variant.first_prediction + variant.prediction_count)
    answered, right = (
        results.column("variants/predictions", name, items) for name in ("class", "label")
    )
    return (answered == right).astype(np.int64)
