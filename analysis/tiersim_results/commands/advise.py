"""Ranks alternatives by a goal."""

from __future__ import annotations

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.commands.shared_options import add_scope, selected
from tiersim_results.commands.shared_output import add_marks, first_columns, remark, show
from tiersim_results.decision.advice import Goal, advise
from tiersim_results.output.tables import Table
from tiersim_results.quantities.numbers import ms, percent
from tiersim_results.quantities.units import MILLISECOND, parse_quantity
from tiersim_results.reading.errors import ResultsError
from tiersim_results.selection.choices import known_name
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.sweeps import sweep_columns

HELP = "what meets a p99 and an accuracy, ranked with its margin, or what comes closest"
TOP = 3


def add_arguments(parser) -> None:
    parser.add_argument("--p99", metavar="TIME", help='latency at most, e.g. "200 ms"')
    parser.add_argument("--accuracy", metavar="SHARE", help='top-1 at least, e.g. 0.9 or "90 %%"')
    parser.add_argument(
        "--prefer", metavar="DEPLOYMENT", help="to take of those that meet the goal"
    )
    parser.add_argument("--top", type=int, default=TOP, help=f"rows of each point (default: {TOP})")
    add_scope(parser)


def run(analysis: Analysis, arguments) -> int:
    goal = _goal(arguments)
    frame = selected(analysis, arguments)
    if goal.prefer:
        known_name(goal.prefer, frame.deployment, "deployment")
    keys = ["subject", *sweep_columns(frame)]
    groups = [advise(group, goal) for _, group in groups_of(frame, keys)]
    show(_table(analysis, pd.concat(group.head(arguments.top) for group in groups)), arguments)
    met = sum((group.meets != "no").any() for group in groups)
    unsure = sum((group.meets != "no").any() and (group.meets != "yes").all() for group in groups)
    remark(
        arguments,
        "",
        f"the goal is met at {met} of {len(groups)} points"
        + (f", at {unsure} of them likely, not surely" if unsure else ""),
        "margin: of the allowed p99 that is left; likely: a 95 % interval reaches beyond the goal",
    )
    return 0


def _goal(arguments) -> Goal:
    if arguments.p99 is None and arguments.accuracy is None:
        raise ResultsError('no goal is given (add --p99 "200 ms", --accuracy 0.9 or both)')
    p99 = parse_quantity(arguments.p99, "ns") if arguments.p99 is not None else float("inf")
    accuracy = parse_quantity(arguments.accuracy, "1") if arguments.accuracy is not None else 0.0
    if not p99 > 0:
        raise ResultsError(f'--p99 "{arguments.p99}" is not longer than 0 (write e.g. "200 ms")')
    if not 0 <= accuracy <= 1:
        raise ResultsError(f'--accuracy "{arguments.accuracy}" is not in 0 .. 1 (write e.g. 0.9)')
    if arguments.top < 1:
        raise ResultsError(f"--top {arguments.top} shows nothing (write 1 or more)")
    return Goal(p99, accuracy, arguments.prefer)


def _table(analysis: Analysis, rows: pd.DataFrame) -> Table:
    values, shown = first_columns(analysis, rows)
    for name in ("meets", "operator", "deployment"):
        shown[name] = values[name] = rows[name]
    shown["p99 ms"] = rows.p99_ns.map(ms)
    if (rows.margin < 1).any():
        shown["margin %"] = [percent(value, 0) for value in rows.margin]
    shown["accuracy %"] = rows.accuracy.map(percent)
    shown["missing"] = rows.missing
    for name in ("p99", "p99_low", "p99_high"):
        values[f"{name}_ms"] = rows[f"{name}_ns"] / MILLISECOND
    names = ["margin", "accuracy", "accuracy_low", "accuracy_high", "missing"]
    values[names] = rows[names]
    add_marks(rows, values, shown)
    return Table(values, shown)
