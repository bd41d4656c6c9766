"""What several commands print and save."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.output.files import save_figure
from tiersim_results.output.tables import Table
from tiersim_results.quantities.units import format_quantity
from tiersim_results.scenarios.caveats import marks
from tiersim_results.selection.sweeps import short_path, sweep_columns

if TYPE_CHECKING:  # matplotlib takes a second to load, and most commands draw nothing
    from matplotlib.figure import Figure


def save(figure: Figure, arguments: argparse.Namespace) -> None:
    stem = arguments.output or f"{arguments.results.removesuffix('.h5')}-{arguments.command}"
    save_figure(figure, stem)


def show(table: Table, arguments: argparse.Namespace) -> None:
    print(table.render(arguments.format), end="")


def remark(arguments: argparse.Namespace, *lines: str) -> None:
    """Prints lines around a table. A program that reads CSV or LaTeX gets the table alone."""
    if arguments.format == "text":
        for line in lines:
            print(line)


def first_columns(analysis: Analysis, rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Subject and swept values of rows of `scenario_table`: as values, and as text to show."""
    swept = sweep_columns(rows)
    values = rows[["subject", *swept]].copy()
    shown = rows[["subject"]].copy()
    for name in swept:
        unit = analysis.results.unit("scenarios", name)
        shown[short_path(name)] = [format_quantity(value, unit) for value in rows[name]]
    return values, shown


def add_marks(rows: pd.DataFrame, values: pd.DataFrame, shown: pd.DataFrame) -> None:
    """Adds the column `marks`. It is shown only if a row has a mark."""
    values["marks"] = [marks(row) for row in rows.itertuples()]
    if values.marks.any():
        shown["marks"] = values.marks
