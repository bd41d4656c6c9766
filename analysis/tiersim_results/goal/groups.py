"""Which scenarios one answer is about: one subject, along one swept path, all else held."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from tiersim_results.quantities.units import format_quantity
from tiersim_results.reading.reader import Results
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.sweeps import is_numeric, short_path, sweep_columns


@dataclass(frozen=True)
class Along:
    """A swept path that answers run along."""

    column: str
    unit: str

    @property
    def title(self) -> str:
        return short_path(self.column)

    def text(self, value: float) -> str:
        return format_quantity(value, self.unit)


@dataclass(frozen=True)
class Group:
    """`held`: the swept values that are held, "edge.cpu_share 0.25". `points`: (value along the
    path, NaN if there is none; ids of the scenarios), ascending."""

    subject: str
    held: str
    points: list[tuple[float, list[int]]]


def path_along(results: Results, frame: pd.DataFrame) -> Along | None:
    """The path with the most different numbers; of equal ones, the first. None if there is none.

    A seed is no quantity, and a column that some scenarios lack says nothing of them: neither is
    chosen.
    """
    columns = [
        name
        for name in sweep_columns(frame)
        if is_numeric(frame[name]) and short_path(name) != "seed" and frame[name].notna().all()
    ]
    column = max(columns, key=lambda name: frame[name].nunique(), default=None)
    if column is None or frame[column].nunique() < 2:
        return None
    return Along(column, results.unit("scenarios", column))


def answer_groups(results: Results, frame: pd.DataFrame, along: Along | None) -> list[Group]:
    """The groups of `frame`, rows of `scenario_table`, in the order of the file.

    A path that was zipped with `along` changes together with it and is not held.
    """
    held = [name for name in sweep_columns(frame) if along is None or not _tied(frame, along, name)]
    groups = []
    for (subject, *values), own in groups_of(frame, ["subject", *held]):
        text = ", ".join(
            f"{short_path(name)} {_text(value, results.unit('scenarios', name))}"
            for name, value in zip(held, values)
        )
        groups.append(Group(str(subject), text, _points(own, along)))
    return groups


def _text(value: object, unit: str) -> str:
    return "not swept" if value == "" else format_quantity(value, unit)


def _tied(frame: pd.DataFrame, along: Along, column: str) -> bool:
    """Whether each value of the path comes with one value of the column."""
    if column == along.column:
        return True
    swept = frame[column]
    complete = swept.notna().all() and not (swept == "").any()
    return bool(complete and (frame.groupby(along.column)[column].nunique() == 1).all())


def _points(own: pd.DataFrame, along: Along | None) -> list[tuple[float, list[int]]]:
    if along is None:
        return [(math.nan, list(own["id"]))]
    return [(value, list(rows["id"])) for value, rows in own.groupby(along.column)]
