"""The scenarios of a table, held against a goal."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from tiersim_results.goal.criteria import Criterion, Goal
from tiersim_results.goal.judgement import Figure, Judgement, judge
from tiersim_results.scenarios.table import is_usable
from tiersim_results.selection.choices import label

# Where `scenario_table` has the figures: criterion -> columns of value, low and high.
COLUMNS = {
    **{
        name: [f"{name}{end}_ns" for end in ("", "_low", "_high")]
        for name in ("p99", "p95", "median")
    },
    "accuracy": ["accuracy", "accuracy_low", "accuracy_high"],
    "energy": ["energy_j"],
}


@dataclass(frozen=True)
class Candidate:
    """A valid scenario. `name`: "sptq on edge". `figures`: one for each criterion."""

    name: str
    deployment: str
    figures: list[Figure]
    judgement: Judgement


def candidates(frame: pd.DataFrame, goal: Goal) -> dict[int, Candidate]:
    """By its id, each row of `scenario_table` that is valid and has requests."""
    usable = frame[is_usable(frame)]
    return {row["id"]: _candidate(row, goal.criteria) for row in usable.to_dict("records")}


def words(frame: pd.DataFrame, goal: Goal) -> list[str]:
    """How surely each row of `scenario_table` meets the goal; "-" if it is not valid."""
    judged = candidates(frame, goal)
    return [judged[row].judgement.word if row in judged else "-" for row in frame["id"]]


def _candidate(row: dict, criteria: tuple[Criterion, ...]) -> Candidate:
    name = label(row["operator"], row["deployment"])
    figures = [
        Figure(*(float(row.get(column, math.nan)) for column in COLUMNS[criterion.name]))
        for criterion in criteria
    ]
    return Candidate(name, row["deployment"], figures, judge(criteria, figures))
