"""Ranks all alternatives, with ties and intervals."""

from __future__ import annotations

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.commands.shared_options import add_scope, in_scope, selected
from tiersim_results.commands.shared_output import add_marks, first_columns, remark, show
from tiersim_results.comparison.ranking import rank_text
from tiersim_results.decision.verdict import verdict
from tiersim_results.goal.candidates import words
from tiersim_results.output.tables import Table, visible
from tiersim_results.quantities.numbers import ms, ms_interval, percent
from tiersim_results.quantities.units import MILLISECOND
from tiersim_results.scenarios.table import QUANTILES
from tiersim_results.scenarios.trust import is_known
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.points import ends_and_middle
from tiersim_results.selection.sweeps import sweep_columns

HELP = "who is fastest where, with ties, intervals and accuracy"
TOP = 5
TRUST = "trust: how far the scenario can be trusted (docs/trust.md); the notes say why not further"


def add_arguments(parser) -> None:
    add_scope(parser)
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"all swept values and alternatives, not the {TOP} fastest",
    )


def run(analysis: Analysis, arguments) -> int:
    # The goal has an answer even if no scenario is valid.
    answer = analysis.goal_answer(in_scope(analysis, analysis.scenarios, arguments))
    remark(arguments, *([*map(visible, answer), ""] if answer else []))
    frame = selected(analysis, arguments)
    everything = arguments.all or arguments.format == "csv"
    shown = frame if everything else ends_and_middle(frame)
    question = analysis.results.attributes.get("question", "")
    remark(arguments, *([visible(question), ""] if question else []))
    if not answer:
        remark(arguments, *(visible(line) for line in verdict(analysis, frame)), "")
    show(table(analysis, shown, None if everything else TOP), arguments)
    remark(
        arguments,
        "",
        "median, p95 and p99 of the latency in ms, [95 % interval of the median]; rank: 2= is a",
        "shared second place, where Conover's test (Holm's correction) or the profiles do not tell",
        "one from the other",
        *([TRUST] if is_known(frame) else []),
        *_left_out(frame, shown, everything),
    )
    return 0


def _left_out(frame: pd.DataFrame, shown: pd.DataFrame, everything: bool) -> list[str]:
    lines = []
    if len(shown) < len(frame):
        lines.append("other swept values are not shown (--all, or name them with --at)")
    if not everything and (shown.groupby(["subject", *sweep_columns(shown)]).size() > TOP).any():
        lines.append(f"alternatives after the {TOP} fastest are not shown (--all)")
    return lines


def table(analysis: Analysis, frame: pd.DataFrame, top: int | None) -> Table:
    rows = []
    for _, group in groups_of(frame, ["subject", *sweep_columns(frame)]):
        group = group.join(analysis.ranks).sort_values("median_ns", kind="stable")
        rows.append(group.head(top) if top else group)
    ranked = pd.concat(rows)
    values, shown = first_columns(analysis, ranked)
    shown["rank"] = [rank_text(*pair) for pair in zip(ranked["rank"], ranked.tied)]
    values[["rank", "tied"]] = ranked[["rank", "tied"]]
    for name in ("operator", "deployment"):
        shown[name] = values[name] = ranked[name]
    for name in QUANTILES:
        shown[name] = ranked[f"{name}_ns"].map(ms)
        if name == "median":
            bounds = zip(ranked.median_low_ns, ranked.median_high_ns)
            shown["[95 %]"] = [ms_interval(*pair) for pair in bounds]
        for end in ("", "_low", "_high"):
            values[f"{name}{end}_ms"] = ranked[f"{name}{end}_ns"] / MILLISECOND
    shown["accuracy %"] = ranked.accuracy.map(percent)
    values[["accuracy", "accuracy_low", "accuracy_high"]] = ranked[
        ["accuracy", "accuracy_low", "accuracy_high"]
    ]
    if (ranked.in_time < 1).any():
        shown["in time %"] = [percent(share, 1) for share in ranked.in_time]
    values[["in_time", "requests"]] = ranked[["in_time", "request_count"]]
    if analysis.goal:
        shown["meets goal"] = values["meets_goal"] = words(ranked, analysis.goal)
    if is_known(ranked):
        shown["trust"] = values["trust"] = ranked.trust
        values["trust_reason"] = ranked.trust_reason
    add_marks(ranked, values, shown)
    return Table(values, shown)
