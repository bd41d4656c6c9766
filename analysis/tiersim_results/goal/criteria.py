"""The goal of a study, as its results file states it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from tiersim_results.quantities.units import MILLISECOND, parse_quantity
from tiersim_results.reading.errors import ResultsError, damaged
from tiersim_results.reading.reader import Results

# Name -> unit of the results file. The first one of a goal orders the scenarios that meet it.
UNITS = {"p99": "ns", "p95": "ns", "median": "ns", "accuracy": "1", "energy": "J"}
AT_LEAST = {"accuracy"}


@dataclass(frozen=True)
class Criterion:
    """One limit of a goal. `name`: a key of UNITS. `limit`: in `unit`; a figure that equals it
    meets it. `at_least`: whether a figure must be at least the limit, else at most."""

    name: str
    limit: float

    @property
    def unit(self) -> str:
        return UNITS[self.name]

    @property
    def at_least(self) -> bool:
        return self.name in AT_LEAST


@dataclass(frozen=True)
class Goal:
    """`criteria`: in the order of UNITS, one at least. `prefer`: the preferred tier, or ""."""

    criteria: tuple[Criterion, ...]
    prefer: str = ""


def goal_of(results: Results) -> Goal | None:
    """The goal of the study; None if it has none, or if a merged file has several goals.

    Raises ResultsError if the file is damaged.
    """
    text = results.attributes.get("study_expanded", "")
    if not re.search(r"^goal:", text, re.MULTILINE):
        return None
    try:
        # Without resolved types all values stay as they are written.
        studies = [study for study in yaml.load_all(text, Loader=yaml.BaseLoader) if study]
        goals = [study.get("goal") for study in studies]
        if not goals or not goals[0] or any(goal != goals[0] for goal in goals):
            return None
        return parse_goal(goals[0])
    except (yaml.YAMLError, AttributeError, TypeError, ValueError, ResultsError) as error:
        raise damaged(results.path, "its study has no readable goal") from error


def parse_goal(settings: dict[str, str]) -> Goal:
    """`settings`: as studies write them, {"p99": "150 ms"}.

    Raises ResultsError for a wrong value.
    """
    known = [name for name in UNITS if name in settings]
    criteria = [Criterion(name, parse_quantity(settings[name], UNITS[name])) for name in known]
    if not criteria or any(criterion.limit <= 0 for criterion in criteria):
        raise ResultsError("the goal has no limit above zero (run the study again)")
    return Goal(tuple(criteria), settings.get("prefer", ""))


def chart_limits(goal: Goal | None) -> dict[str, float]:
    """The limits that charts can draw, by name: of latencies in ms, of the accuracy in per cent."""
    scale = {"ns": MILLISECOND, "1": 0.01}
    return {
        criterion.name: criterion.limit / scale[criterion.unit]
        for criterion in (goal.criteria if goal else ())
        if criterion.unit in scale
    }
