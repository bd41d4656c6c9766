"""The answer to a goal at one point of a sweep."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tiersim_results.goal.candidates import Candidate
from tiersim_results.goal.criteria import Criterion, Goal
from tiersim_results.goal.judgement import WORDS


@dataclass(frozen=True)
class PointAnswer:
    """`value`: of the path that the answer runs along; NaN if there is none.

    `best`: of the scenarios that meet the goal, that of the preferred tier, then the best by the
    first criterion. If none meets it, the one that comes closest; None if none is valid. `word`:
    how surely it meets the goal; if none does, the best word that any scenario has.
    """

    value: float
    best: Candidate | None
    word: str

    @property
    def met(self) -> bool:
        return self.best is not None and self.best.judgement.meets

    @property
    def chosen(self) -> Candidate:
        """`best`, at a point where a scenario is valid."""
        assert self.best is not None
        return self.best


def answer_at(value: float, here: Iterable[Candidate], goal: Goal) -> PointAnswer:
    """`here`: the valid scenarios at the point."""
    valid = list(here)
    if not valid:
        return PointAnswer(value, None, WORDS[-1])
    chosen = min(valid, key=lambda candidate: _order(candidate, goal))
    if chosen.judgement.meets:
        return PointAnswer(value, chosen, chosen.judgement.word)
    best = min((candidate.judgement.word for candidate in valid), key=WORDS.index)
    return PointAnswer(value, chosen, best)


def preference_rank(deployment: str, prefer: str) -> int:
    """0 if it computes on the preferred tier alone, 1 if it also computes on others, else 2."""
    if deployment == prefer:
        return 0
    return 1 if prefer in deployment.split("-") else 2


def _order(candidate: Candidate, goal: Goal) -> tuple:
    """The sort key of a scenario: the smallest key is the best answer.

    The preferred tier counts only among scenarios that meet the goal.
    """
    judgement = candidate.judgement
    number = _number(candidate, goal.criteria[0])
    if judgement.meets:
        return (0, preference_rank(candidate.deployment, goal.prefer), 0.0, number)
    return (1, 0, judgement.shortfall, number)


def _number(candidate: Candidate, criterion: Criterion) -> float:
    value = candidate.figures[0].value
    if math.isnan(value):
        return math.inf
    return -value if criterion.at_least else value
