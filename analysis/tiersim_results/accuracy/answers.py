"""Which items of the test set a variant answers right."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.reading.reader import Results


def correct_answers(results: Results, scenario: pd.Series) -> np.ndarray:
    """int64 [items]: 1 if a scenario's variant answers this item of the test set right, else 0.

    The array is empty if the answers are unknown. `scenario`: a row of /scenarios.
    """
    row = scenario.get("variant", -1)
    if row < 0:
        return np.array([], dtype=np.int64)
    variant = results.variant_table().iloc[row]
    items = slice(variant.first_prediction, variant.first_prediction + variant.prediction_count)
    answered, right = (
        results.column("variants/predictions", name, items) for name in ("class", "label")
    )
    return (answered == right).astype(np.int64)
