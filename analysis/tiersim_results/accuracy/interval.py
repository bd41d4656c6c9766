"""Confidence intervals of accuracies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.reading.reader import Results


def accuracy_interval(results: Results, scenarios: pd.DataFrame) -> pd.DataFrame:
    """`accuracy_low` and `accuracy_high` of each scenario's top-1 accuracy, as fractions.

    They bound Wilson's 95 % interval (JASA 22, 1927), which follows from the size of the test set.
    They are NaN if the size is unknown.
    """
    low = np.full(len(scenarios), np.nan)
    high = low.copy()
    if "variant" in scenarios and (scenarios.variant >= 0).any():
        from statsmodels.stats.proportion import proportion_confint  # loads slowly

        counts = results.variant_table().prediction_count.to_numpy()
        row = scenarios.variant.to_numpy()
        items = np.where(row >= 0, counts[np.maximum(row, 0)], 0)
        right = scenarios.accuracy.to_numpy() * items
        known = (items > 0) & ~np.isnan(right)
        low[known], high[known] = proportion_confint(right[known], items[known], method="wilson")
    return pd.DataFrame({"accuracy_low": low, "accuracy_high": high}, index=scenarios.index)
