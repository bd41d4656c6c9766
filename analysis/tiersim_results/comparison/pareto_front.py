"""The Pareto front of accuracy and latency."""

from __future__ import annotations

import pandas as pd

# Each of these latencies has a front of its own.
LATENCIES = ("median", "p99")


def pareto_front(points: pd.DataFrame, latency: str = "median_ns") -> pd.DataFrame:
    """The rows for which no other row is both faster and more accurate, fastest first.

    `latency`: the column to compare by.
    """
    ordered = points.sort_values([latency, "accuracy"], ascending=[True, False], kind="stable")
    best_before = ordered.accuracy.cummax().shift(fill_value=float("-inf"))
    return ordered[ordered.accuracy > best_before]
