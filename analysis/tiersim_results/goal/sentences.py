"""The answer to a goal in sentences. `tiersim show` prints the same ones."""

from __future__ import annotations

import pandas as pd

from tiersim_results.goal.answer import PointAnswer, answer_at, preference_rank
from tiersim_results.goal.candidates import candidates
from tiersim_results.goal.criteria import Goal
from tiersim_results.goal.figure_text import figures_text, goal_text, missing_text
from tiersim_results.goal.groups import Along, Group, answer_groups, path_along
from tiersim_results.goal.judgement import WORDS
from tiersim_results.goal.ranges import Range, met_ranges, where
from tiersim_results.reading.reader import Results

MOST_LINES = 6  # of one subject
MOST_PIECES = 4  # of one line


def goal_sentences(results: Results, frame: pd.DataFrame, goal: Goal) -> list[str]:
    """For each subject, where the goal is met, how surely and by what; or else what comes closest
    and what is missing there.

    `frame`: rows of `scenario_table`, also those that are not valid. A line more counts the
    combinations of swept values that have no line.
    """
    along = path_along(results, frame)
    judged = candidates(frame, goal)
    lines: dict[str, list[str]] = {}
    others: dict[str, list[bool]] = {}
    for group in answer_groups(results, frame, along):
        points = [
            answer_at(at, (judged[i] for i in ids if i in judged), goal) for at, ids in group.points
        ]
        own = lines.setdefault(group.subject, [])
        if len(own) < MOST_LINES:
            own.append(sentence(group, points, goal, along))
        else:
            others.setdefault(group.subject, []).append(any(point.met for point in points))
    for subject, met in others.items():
        lines[subject].append(
            f"{subject}: {len(met)} more combinations of swept values; {sum(met)} of them meet "
            "the goal somewhere."
        )
    return [line for own in lines.values() for line in own]


def sentence(group: Group, points: list[PointAnswer], goal: Goal, along: Along | None) -> str:
    """The answer about one group of scenarios, as one line."""
    start = f"{group.subject} at {group.held}" if group.held else group.subject
    asked = goal_text(goal.criteria)
    if all(point.best is None for point in points):
        return f"{start}: no scenario is valid, so nothing can be said about {asked}."
    met = any(point.met for point in points)
    outcome = _met(points, goal, along) if met else _closest(points, goal, along)
    verb = "is" if len(goal.criteria) == 1 else "are"
    return f"{start}: {asked} {verb} {outcome}.{_invalid(points, along)}"


def _met(points: list[PointAnswer], goal: Goal, along: Along | None) -> str:
    runs = met_ranges(points, lambda a, b: True)
    places = " and".join(where(points, run, along) for run in runs)
    pieces = met_ranges(points, lambda a, b: a.chosen.name == b.chosen.name)
    words = [_worst(points, piece) for piece in pieces]
    differ = len(set(words)) > 1
    texts = []
    for piece, word in zip(pieces, words):
        first, last = points[piece.first].chosen, points[piece.last].chosen
        at = "" if len(pieces) == 1 else where(points, piece, along)
        preferred = preference_rank(first.deployment, goal.prefer) < 2
        told = figures_text(first, last, goal.criteria) + (f", {word}" if differ else "")
        texts.append(f"{first.name}{at}{', as preferred' if preferred else ''} ({told})")
    if len(texts) > MOST_PIECES:
        texts[MOST_PIECES:] = [f"and {len(texts) - MOST_PIECES} more"]
    return f"{max(words, key=WORDS.index)} met{places}: {'; '.join(texts)}"


def _worst(points: list[PointAnswer], among: Range) -> str:
    words = [point.word for point in points[among.first : among.last + 1]]
    return max(words, key=WORDS.index)


def _closest(points: list[PointAnswer], goal: Goal, along: Along | None) -> str:
    valid = [point for point in points if point.best is not None]
    word = min((point.word for point in valid), key=WORDS.index)
    closest = min(valid, key=lambda point: point.chosen.judgement.shortfall)
    at = f" at {along.title} {along.text(closest.value)}" if along else ""
    lacks = missing_text(closest.chosen, goal.criteria)
    return f"{word} met: closest is {closest.chosen.name}{at} ({lacks})"


def _invalid(points: list[PointAnswer], along: Along | None) -> str:
    invalid = sum(point.best is None for point in points)
    if not invalid or along is None:
        return ""
    return f" No scenario is valid at {invalid} of {len(points)} values of {along.title}."
