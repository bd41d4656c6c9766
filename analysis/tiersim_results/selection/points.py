"""Selects some points of a sweep, for pictures and tables that have no room for all."""

from __future__ import annotations

import pandas as pd

from tiersim_results.reading.reader import Results
from tiersim_results.selection.sweeps import is_numeric, point_text, sweep_columns


def middle_point(results: Results, frame: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The rows at the middle value of each swept path, and that point in words."""
    for column in sweep_columns(frame):
        values = _values(frame[column])
        if values:
            frame = frame[frame[column] == values[(len(values) - 1) // 2]]
    return frame, point_text(results, frame.iloc[0]) if len(frame) else ""


def ends_and_middle(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows at the first, the middle and the last value of each swept path."""
    for column in sweep_columns(frame):
        values = _values(frame[column])
        if values:
            kept = {values[0], values[(len(values) - 1) // 2], values[-1]}
            frame = frame[frame[column].isin(kept) | frame[column].isna()]
    return frame


def _values(swept: pd.Series) -> list:
    values = list(dict.fromkeys(swept.dropna()))
    return sorted(values) if is_numeric(swept) else values
