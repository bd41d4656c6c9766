"""The verdict: sentences that say what is fastest at which swept values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.crossovers.search import where_the_fastest_changes
from tiersim_results.quantities.numbers import ms, percent
from tiersim_results.quantities.units import format_quantity
from tiersim_results.selection.choices import label
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.sweeps import is_numeric, short_path, sweep_columns

# A loss of top-1 accuracy up to this is called small.
SMALL_LOSS = 0.01


def verdict(analysis: Analysis, frame: pd.DataFrame | None = None) -> list[str]:
    """For each subject: what is fastest over the swept values, where that changes, and what is
    fastest among alternatives that lose at most SMALL_LOSS of the best accuracy.

    `frame`: rows of `scenario_table`; all usable ones if not given.
    """
    lines = []
    for subject, own in (analysis.usable if frame is None else frame).groupby(
        "subject", sort=False
    ):
        lines.append(f"{subject}: fastest is {_fastest_by_range(analysis, own)}.")
        lines += [f"{subject}: {change}." for change in _changes(analysis, own)]
        best = own.accuracy.max()
        accurate = own[own.accuracy >= best - SMALL_LOSS]
        if 0 < len(accurate) < len(own):
            lines.append(
                f"{subject}, losing at most {percent(SMALL_LOSS, 0)} point of the best accuracy "
                f"({percent(best)} %): fastest is {_fastest_by_range(analysis, accurate)}."
            )
    return lines


@dataclass(frozen=True)
class Winner:
    """The fastest alternative at one point of a sweep.

    `at`: the swept values. `row`: of `scenario_table`. `ties`: how many others tie with it.
    """

    at: tuple
    row: pd.Series
    ties: int

    @property
    def name(self) -> str:
        return label(self.row.operator, self.row.deployment)


def winners(analysis: Analysis, own: pd.DataFrame) -> Iterator[Winner]:
    """The winners of one subject, at each point of the sweep, in the order of the file."""
    for at, group in groups_of(own, sweep_columns(own)):
        row = group.loc[group.median_ns.idxmin()]
        ranking = analysis.rankings[(row.subject, *at)]
        yield Winner(at, row, ranking.tied_with(row.id, group.index))


def _fastest_by_range(analysis: Analysis, own: pd.DataFrame) -> str:
    """The fastest alternatives over the sweep. Neighbouring points with one winner form a range."""
    ranges: list[list[Winner]] = []
    for winner in winners(analysis, own):
        if ranges and ranges[-1][-1].name == winner.name:
            ranges[-1].append(winner)
        else:
            ranges.append([winner])
    return "; ".join(_range(analysis, own, among) for among in ranges)


def _range(analysis: Analysis, own: pd.DataFrame, among: list[Winner]) -> str:
    first, last = among[0], among[-1]
    where = _where(analysis, own, first.at, last.at)
    if any(math.isinf(winner.row.median_ns) for winner in among):
        return f"none{where}: nothing answers half of its requests"
    times = list(dict.fromkeys(ms(winner.row.median_ns) for winner in (first, last)))
    told = [" to ".join(times) + " ms"]
    if not pd.isna(first.row.accuracy):
        told.append(f"accuracy {percent(first.row.accuracy)} %")
    ties = [winner.ties for winner in among if winner.ties]
    if ties:
        share = "" if len(ties) == len(among) else f" at {len(ties)} of {len(among)} points"
        told.append(f"tied with up to {max(ties)} more{share}")
    return f"{first.name}{where} ({', '.join(told)})"


def _where(analysis: Analysis, own: pd.DataFrame, first: tuple, last: tuple) -> str:
    columns = sweep_columns(own)
    points = [at for at, _ in groups_of(own, columns)]
    if columns and (first, last) == (points[0], points[-1]):
        return " throughout"
    parts = []
    for column, a, b in zip(columns, first, last):
        unit = analysis.results.unit("scenarios", column)
        ends = list(dict.fromkeys(format_quantity(value, unit, 3) for value in (a, b)))
        parts.append(f"{short_path(column)} {' to '.join(ends)}")
    return " at " + ", ".join(parts) if parts else ""


def _changes(analysis: Analysis, own: pd.DataFrame) -> Iterator[str]:
    """Where another alternative becomes the fastest, over each path that is swept over numbers."""
    units = {name: analysis.results.unit("scenarios", name) for name in sweep_columns(own)}
    for column in units:
        if not is_numeric(own[column]):
            continue
        unit = units[column]
        for row in where_the_fastest_changes(analysis, own, column).to_dict("records"):
            if row["a_first"] is None:
                continue
            a, b = (row["A"], row["B"]) if row["a_first"] else (row["B"], row["A"])
            ends = [format_quantity(row[name], unit, 3) for name in ("low", "high")]
            at = "" if pd.isna(row["value"]) else f"{format_quantity(row['value'], unit, 3)} "
            others = [
                f", {short_path(name)} {format_quantity(row[name], units[name], 3)}"
                for name in units
                if name != column
            ]
            told = f"{short_path(column)} {at}[{', '.join(ends)}]{''.join(others)}"
            yield f"{a} gives way to {b} at {told}"
