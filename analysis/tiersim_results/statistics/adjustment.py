"""Adjusts the p-values of comparisons that are made together."""

from __future__ import annotations

import numpy as np
from statsmodels.stats.multitest import multipletests

METHODS = ("holm", "bonferroni", "fdr_bh")


def adjust(p_values: np.ndarray, method: str = "holm") -> np.ndarray:
    """The adjusted p-values, float64, in the same shape.

    "holm" (Holm 1979) and "bonferroni" bound the chance of any false finding. "fdr_bh" (Benjamini
    & Hochberg 1995) bounds the share of false ones among the findings. NaN stands for a comparison
    that was not made: it stays NaN and does not count. Raises ValueError for another method or for
    values outside [0, 1].
    """
    if method not in METHODS:
        raise ValueError(f'method "{method}": is not known (there are: {", ".join(METHODS)})')
    adjusted = np.array(p_values, dtype=np.float64)
    made = ~np.isnan(adjusted)
    if ((adjusted[made] < 0) | (adjusted[made] > 1)).any():
        raise ValueError("p-values outside [0, 1]")
    if made.any():
        adjusted[made] = multipletests(adjusted[made], method=method)[1]
    return adjusted
