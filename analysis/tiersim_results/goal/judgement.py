"""Whether a scenario meets a goal, and how surely.

`tiersim show` has the same rules (scenarios/goal/judgement.h); a test compares both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tiersim_results.goal.criteria import Criterion

WORDS = ["surely", "probably", "probably not", "surely not"]  # the later, the worse
ROUNDING = 1e-9  # 70 % is 0.7000000000000001 if it is computed as 70 * 0.01


@dataclass(frozen=True)
class Figure:
    """A figure of a scenario and its 95 % interval, in the unit of a criterion. NaN: unknown."""

    value: float
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Judgement:
    """`word`: one of WORDS. `shortfall`: the largest distance of a figure beyond its limit, as a
    share of the limit; an unknown figure counts as 1."""

    word: str
    shortfall: float

    @property
    def meets(self) -> bool:
        return self.word in WORDS[:2]


def judge(criteria: tuple[Criterion, ...], figures: list[Figure]) -> Judgement:
    """Holds the figures of one scenario, one for each criterion, against the criteria."""
    pairs = list(zip(criteria, figures))
    word = max((_word(*pair) for pair in pairs), key=WORDS.index)
    return Judgement(word, max(_shortfall(c, figure.value) for c, figure in pairs))


def reaches(criterion: Criterion, number: float) -> bool:
    """Whether a number meets a limit. One that equals the limit does; NaN does not."""
    return not math.isnan(number) and _shortfall(criterion, number) <= ROUNDING


def _word(criterion: Criterion, figure: Figure) -> str:
    ends = (figure.low, figure.high)
    worst, best = ends if criterion.at_least else ends[::-1]
    if reaches(criterion, figure.value):
        return "surely" if reaches(criterion, worst) else "probably"
    is_open = math.isnan(figure.value) or math.isnan(best) or reaches(criterion, best)
    return "probably not" if is_open else "surely not"


def _shortfall(criterion: Criterion, number: float) -> float:
    if math.isnan(number):
        return 1.0
    limit = criterion.limit
    return (limit - number if criterion.at_least else number - limit) / limit
