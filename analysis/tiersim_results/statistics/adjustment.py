"""P-values of many comparisons made together."""

from __future__ import annotations

import numpy as np
from statsmodels.stats.multitest import multipletests

METHODS = ("holm", "bonferroni", "fdr_bh")


def adjust(p_values: np.ndarray, method: str = "holm") -> np.ndarray:
    """P-values adjusted over all that are given; float64, of the same shape.

    "holm" (Holm 1979) and "bonferroni" bound the chance of any false finding, "fdr_bh" (Benjamini
    & Hochberg 1995) the share of false ones among the findings. NaN, a comparison not made, stays
    NaN and does not count. Raises ValueError for another method or values outside [0, 1].
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
