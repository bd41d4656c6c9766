"""Figures and limits of a goal in words."""

from __future__ import annotations

import math

from tiersim_results.goal.candidates import Candidate
from tiersim_results.goal.criteria import Criterion
from tiersim_results.goal.judgement import reaches
from tiersim_results.quantities.units import format_quantity

DIGITS, MOST_DIGITS = 4, 12


def goal_text(criteria: tuple[Criterion, ...]) -> str:
    """E.g. "p99 at most 150 ms and accuracy at least 90 %"."""
    texts = [
        f"{c.name} at {'least' if c.at_least else 'most'} {figure_text(c.limit, c.unit)}"
        for c in criteria
    ]
    return " and ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))


def figure_text(value: float, unit: str, digits: int = DIGITS) -> str:
    if math.isnan(value):
        return "unknown"
    if math.isinf(value):
        return "never"
    return f"{100 * value:.{digits}g} %" if unit == "1" else format_quantity(value, unit, digits)


def figures_text(first: Candidate, last: Candidate, criteria: tuple[Criterion, ...]) -> str:
    """The figures at both ends of a range: "p99 62.1 ms to 30.2 ms, accuracy 93 %"."""
    texts = []
    for criterion, *ends in zip(criteria, first.figures, last.figures):
        shown = dict.fromkeys(figure_text(end.value, criterion.unit) for end in ends)
        texts.append(f"{criterion.name} {' to '.join(shown)}")
    return ", ".join(texts)


def missing_text(candidate: Candidate, criteria: tuple[Criterion, ...]) -> str:
    """What a candidate lacks: "p99 is 182.4 ms instead of 150 ms, accuracy is unknown"."""
    return ", ".join(
        _missing(criterion, figure.value)
        for criterion, figure in zip(criteria, candidate.figures)
        if not reaches(criterion, figure.value)
    )


def _missing(criterion: Criterion, value: float) -> str:
    if math.isnan(value):
        return f"{criterion.name} is unknown"
    if math.isinf(value):
        return f"too few requests are answered for a {criterion.name}"
    # As many digits as it takes to tell both numbers apart.
    for digits in range(DIGITS, MOST_DIGITS + 1):
        shown, wanted = (figure_text(n, criterion.unit, digits) for n in (value, criterion.limit))
        if shown != wanted:
            break
    return f"{criterion.name} is {shown} instead of {wanted}"
