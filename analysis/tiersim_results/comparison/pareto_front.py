"""What nothing else beats on both accuracy and latency."""

from __future__ import annotations

import pandas as pd


def pareto_front(points: pd.DataFrame, latency: str = "median_ns") -> pd.DataFrame:
    """The rows that no other row beats in `latency` (less) and `accuracy` (more), fastest first."""
    ordered = points.sort_values([latency, "accuracy"], ascending=[True, False], kind="stable")
    best_before = ordered.accuracy.cummax().shift(fill_value=float("-inf"))
    return ordered[ordered.accuracy > best_before]
