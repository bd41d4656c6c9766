"""Finds the swept values at which two alternatives change places."""

from __future__ import annotations

import math
import sys

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.commands.shared_options import add_figure, add_over, selected
from tiersim_results.commands.shared_output import remark, save, show
from tiersim_results.crossovers.search import crossovers_between, where_the_fastest_changes
from tiersim_results.output.tables import Table, visible
from tiersim_results.quantities.units import format_quantity
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.schema import sweep_column, swept_path_of
from tiersim_results.selection.choices import parse_choice
from tiersim_results.selection.sweeps import refuse_other_sweeps, short_path, swept_path

HELP = "where two curves meet, with an interval; table and figure"


def add_arguments(parser) -> None:
    parser.add_argument(
        "--between", metavar="A", help='e.g. edge, or "sptq on edge"; default: whatever is fastest'
    )
    parser.add_argument("--and", dest="other", metavar="B", help="the other, e.g. cloud")
    add_over(parser)
    add_figure(parser)


def run(analysis: Analysis, arguments) -> int:
    column = sweep_column(swept_path(analysis.results, arguments.over))
    frame = selected(analysis, arguments)
    refuse_other_sweeps(frame, column)
    if bool(arguments.between) != bool(arguments.other):
        raise ResultsError("--between and --and go together (name both, or none)")
    if arguments.between:
        sides = parse_choice(arguments.between, frame), parse_choice(arguments.other, frame)
        found = crossovers_between(analysis, frame, *sides, column)
    else:
        found = where_the_fastest_changes(analysis, frame, column)
    if found.empty:
        print("the same alternative is fastest at every swept value", file=sys.stderr)
        return 0
    from tiersim_results.figures.crossover import curves_and_crossings  # matplotlib takes a second

    unit = analysis.results.unit("scenarios", column)
    save(curves_and_crossings(frame, found, column, unit), arguments)
    show(_table(found, unit), arguments)
    remark(
        arguments,
        "",
        f"{visible(swept_path_of(column))} at which A and B change places,"
        " [95 % interval over the requests",
        "drawn and the profiles measured]; between simulated values the difference is taken as",
        "linear in 1/bandwidth, or in any other quantity itself",
    )
    return 0


def _table(found: pd.DataFrame, unit: str) -> Table:
    shown = found[[*(c for c in found if c not in _FIGURES)]].copy()
    shown.columns = [short_path(name) for name in shown]
    shown["crossover"] = [_value(row, unit) for row in found.itertuples()]
    shown["[95 %]"] = [_bounds(row, unit) for row in found.itertuples()]
    shown["faster below"] = [_faster(row, row.a_first) for row in found.itertuples()]
    shown["faster above"] = [_faster(row, row.a_first is False) for row in found.itertuples()]
    if found.words.any():
        shown["in words"] = found.words
    return Table(found, shown)


_FIGURES = ("value", "low", "high", "a_first", "told", "words")


def _value(row, unit: str) -> str:
    if row.a_first is None:
        return "none"
    return "in between" if math.isnan(row.value) else format_quantity(row.value, unit, 3)


def _bounds(row, unit: str) -> str:
    if row.a_first is None:
        return ""
    return f"[{format_quantity(row.low, unit, 3)}, {format_quantity(row.high, unit, 3)}]"


def _faster(row, a: bool) -> str:
    return "" if row.a_first is None else row.A if a else row.B
