"""Groups rows in the order of the file."""

from __future__ import annotations

import pandas as pd


def groups_of(frame: pd.DataFrame, keys: list[str]):
    """Like pandas' groupby, in the order of the file: (values of the keys, rows).

    Without keys, all rows are one group. None stands for NaN among the values: in a merged file,
    some studies do not sweep every path.
    """
    if not keys:
        yield (), frame
        return
    single = len(keys) == 1  # pandas 1 and 2 differ for a list of one key
    groups = frame.groupby(keys[0] if single else keys, sort=False, dropna=False)
    for values, rows in groups:
        values = (values,) if single else values
        yield tuple(None if pd.isna(value) else value for value in values), rows
