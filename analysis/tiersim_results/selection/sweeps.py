"""Swept paths, and the rows at some of their values."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from tiersim_results.quantities.units import format_quantity, parse_quantity
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.reader import Results
from tiersim_results.reading.schema import is_sweep_column, sweep_column, swept_path_of
from tiersim_results.selection.choices import known_name

# Tables print four digits: a value that is typed as printed must match.
SAME_VALUE = 1e-3


def sweep_columns(frame: pd.DataFrame) -> list[str]:
    return [name for name in map(str, frame) if is_sweep_column(name)]


def is_numeric(values: pd.Series) -> bool:
    """Whether a path is swept over numbers. Else it is swept over texts."""
    return values.dtype != object


def swept_path(results: Results, path: str | None) -> str:
    """The path asked for, or the only one there is; raises ResultsError."""
    paths = results.sweep_paths
    if not paths:
        raise ResultsError(f"{results.path}: the study sweeps nothing (add a sweep to it)")
    if path is None and len(paths) > 1:
        raise ResultsError(
            f"{results.path}: the study sweeps {', '.join(paths)} (name one with --over)"
        )
    return paths[0] if path is None else known_name(path, paths, "swept path")


def select_at(results: Results, frame: pd.DataFrame, settings: Iterable[str]) -> pd.DataFrame:
    """The rows at swept values, each given as "PATH=VALUE", e.g. "...bandwidth=10 Mbps"."""
    for setting in settings:
        path, equals, text = (part.strip() for part in setting.partition("="))
        if not equals:
            raise ResultsError(f'"{setting}" is no PATH=VALUE (write e.g. "{_example(results)}")')
        column = sweep_column(known_name(path, results.sweep_paths, "swept path"))
        values = frame[column]
        if not is_numeric(values):
            known_name(text, values, f"value of {path}")
            frame = frame[values == text]
            continue
        unit = results.unit("scenarios", column)
        at = np.isclose(values, parse_quantity(text, unit), rtol=SAME_VALUE, atol=0)
        if not at.any():
            there = ", ".join(format_quantity(v, unit) for v in sorted(set(values.dropna())))
            raise ResultsError(f"{path} was not simulated at {text} (but at {there})")
        frame = frame[at]
    return frame


def refuse_other_sweeps(frame: pd.DataFrame, column: str) -> None:
    """Raises ResultsError unless `column` is the only swept one whose value changes.

    A curve shows one swept path. All other paths must be held at one value.
    """
    if not is_numeric(frame[column]):
        path = swept_path_of(column)
        raise ResultsError(f"{path} is swept over texts: there is no curve (see: summary)")
    for other in sweep_columns(frame):
        if other != column and frame[other].nunique(dropna=False) > 1:
            path = swept_path_of(other)
            raise ResultsError(f"{path} is swept, too (fix it with --at {path}=VALUE)")


def short_path(column: str) -> str:
    """The last two parts of a swept column's path: "edge-cloud.bandwidth"."""
    return ".".join(swept_path_of(column).split(".")[-2:])


def point_text(results: Results, row) -> str:
    """The swept values of a row, e.g. "links.edge-cloud.bandwidth = 1 Mbps". The text is empty if
    the study sweeps nothing."""
    columns = {path: sweep_column(path) for path in results.sweep_paths}
    return ", ".join(
        f"{path} = {format_quantity(row[column], results.unit('scenarios', column))}"
        for path, column in columns.items()
        if column in row and not pd.isna(row[column])
    )


def _example(results: Results) -> str:
    return f"{(results.sweep_paths or ['links.edge-cloud.bandwidth'])[0]}=10 Mbps"
