"""Ranges of neighbouring points of a sweep, and how to say where they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tiersim_results.goal.answer import PointAnswer
from tiersim_results.goal.groups import Along


class Range(NamedTuple):
    """Places of points, from `first` to `last`, with both."""

    first: int
    last: int


def met_ranges(
    points: list[PointAnswer], same: Callable[[PointAnswer, PointAnswer], bool]
) -> list[Range]:
    """Ranges of neighbours that meet the goal and that `same` holds together."""
    ranges: list[Range] = []
    for place, point in enumerate(points):
        if not point.met:
            continue
        if ranges and ranges[-1].last + 1 == place and same(points[place - 1], point):
            ranges[-1] = Range(ranges[-1].first, place)
        else:
            ranges.append(Range(place, place))
    return ranges


def where(points: list[PointAnswer], among: Range, along: Along | None) -> str:
    """E.g. " from edge-cloud.bandwidth 10 Mbps on"; "" if nothing is swept."""
    if along is None:
        return ""
    first, last = (along.text(points[place].value) for place in among)
    starts, ends = among.first == 0, among.last + 1 == len(points)
    if starts and ends and among.first != among.last:
        return f" at every {along.title}"
    if ends and not starts:
        return f" from {along.title} {first} on"
    if starts and not ends:
        return f" up to {along.title} {last}"
    if among.first == among.last:
        return f" at {along.title} {first}"
    return f" from {along.title} {first} to {last}"
