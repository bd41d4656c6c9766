"""The measured profiles as columns of a page."""

from __future__ import annotations

import pandas as pd

from tiersim_results.page.encode import short
from tiersim_results.quantities.units import MILLISECOND
from tiersim_results.reading.reader import Results

TEXTS = ["subject", "operator", "tier", "tier_settings", "mechanism", "source", "reason"]
WHOLE = {"stage": 0, "batch": 1, "sample_count": 0, "valid": 1, "stable": 1, "extrapolated": 0}
SHARES = ["requested_cpu_share", "achieved_cpu_share", "disturbed"]
TIMES = ["median_ns", "median_low_ns", "median_high_ns", "p99_ns"]


def profile_columns(results: Results) -> dict[str, list]:
    """Times are in ms. A missing number is None; a missing flag has the value of a good profile."""
    frame = results.profile_table()
    columns = {}
    for name in TEXTS:
        columns[name] = list(frame[name]) if name in frame else [""] * len(frame)
    for name, default in WHOLE.items():
        columns[name] = [int(v) for v in frame[name]] if name in frame else [default] * len(frame)
    for name in SHARES:
        columns[name] = short(_or_unknown(frame, name), 4)
    for name in TIMES:
        times = _or_unknown(frame, name)
        columns[name.replace("_ns", "_ms")] = short(times.where(times >= 0) / MILLISECOND)
    return columns


def _or_unknown(frame: pd.DataFrame, name: str) -> pd.Series:
    if name in frame:
        return frame[name].astype(float)
    return pd.Series(float("nan"), index=frame.index)
