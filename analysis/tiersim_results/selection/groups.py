"""Groups rows in the order of the file."""

from __future__ import annotations

import pandas as pd


def groups_of(frame: pd.DataFrame, keys: list[str]):
    """Like groupby in the order of the file, also for no key at all: (values, rows). NaN, what a
    study of a merged file did not sweep, is None among the values."""
    if not keys:
        yield (), frame
        return
    single = len(keys) == 1  # pandas 1 and 2 name the groups of a list of one differently
    groups = frame.groupby(keys[0] if single else keys, sort=False, dropna=False)
    for values, rows in groups:
        values = (values,) if single else values
        yield tuple(None if pd.isna(value) else value for value in values), rows
