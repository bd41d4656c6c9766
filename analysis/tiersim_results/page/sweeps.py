"""The swept paths of a study, and the place of each scenario on them."""

from __future__ import annotations

import math

import pandas as pd

from tiersim_results.page.encode import codes, short
from tiersim_results.quantities.units import axis_scale, format_quantity
from tiersim_results.reading.reader import Results
from tiersim_results.reading.schema import sweep_column
from tiersim_results.selection.sweeps import is_numeric

# An axis is logarithmic if its largest value is at least so many times its smallest.
SPANS_DECADES = 10


def sweeps(results: Results, frame: pd.DataFrame) -> list[dict]:
    """For each path: its values in order, how to write and draw them, and the place of each row."""
    return [_sweep(results, frame, path) for path in results.sweep_paths]


def _sweep(results: Results, frame: pd.DataFrame, path: str) -> dict:
    column = frame[sweep_column(path)]
    unit = results.unit("scenarios", sweep_column(path))
    numeric = is_numeric(column)
    # In a merged file, some studies do not sweep this path: their values are NaN, or empty texts.
    known = column.astype(float) if numeric else column.astype(object)
    values = sorted(value for value in known.unique() if value == value)
    if known.isna().any():
        known, values = known.astype(object).where(known.notna(), None), [*values, None]
    divisor, axis_unit = (
        axis_scale([v for v in values if v is not None], unit) if numeric else (1, "")
    )
    return {
        "path": path,
        "text": not numeric,
        "log": numeric and _spans_decades([value for value in values if value is not None]),
        "unit": axis_unit,
        "labels": [_label(value, unit) for value in values],
        "values": short((_scaled(value, divisor) for value in values), 9) if numeric else None,
        "divisor": divisor,
        "of": codes(known, values),
    }


def _label(value: object, unit: str) -> str:
    return "not swept" if value is None or value == "" else format_quantity(value, unit)


def _scaled(value: float | None, divisor: float) -> float:
    return math.nan if value is None else value / divisor


def _spans_decades(values: list[float]) -> bool:
    return bool(values and min(values) > 0 and max(values) >= SPANS_DECADES * min(values))
