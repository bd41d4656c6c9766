"""Shows the parts of the latency."""

from __future__ import annotations

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.commands.shared_options import add_figure, selected
from tiersim_results.commands.shared_output import remark, save, show
from tiersim_results.output.tables import Table
from tiersim_results.quantities.numbers import ms, percent
from tiersim_results.quantities.units import MILLISECOND
from tiersim_results.scenarios.latency_parts import mean_parts
from tiersim_results.scenarios.steps import describe_step
from tiersim_results.selection.closest_to_fastest import closest_to_fastest
from tiersim_results.selection.points import middle_point

HELP = "the parts of the latency, stacked; table and figure"
BARS = 12


def add_arguments(parser) -> None:
    parser.add_argument("--all", action="store_true", help=f"all bars, not the {BARS} shortest")
    add_figure(parser)


def run(analysis: Analysis, arguments) -> int:
    frame = selected(analysis, arguments)
    points, where = middle_point(analysis.results, frame)
    shown = points if arguments.all else closest_to_fastest(points, BARS)
    parts = mean_parts(analysis.results, shown)
    from tiersim_results.figures.waterfall import waterfall  # matplotlib takes a second

    save(waterfall(shown, parts, where), arguments)
    show(_table(shown, parts), arguments)
    remark(
        arguments,
        "",
        "mean ms of each part, in the order of the way; they add up to the mean latency (of those",
        "not answered, until they ended)",
        *([f"at {where} (another: --at)"] if where else []),
        *(["slower ones are not shown (--all)"] if len(shown) < len(points) else []),
    )
    return 0


def _table(points: pd.DataFrame, parts: pd.DataFrame) -> Table:
    order = points.sort_values(["subject", "median_ns"], kind="stable").index
    names = points.loc[order, ["subject", "operator", "deployment"]]
    parts = parts.loc[order]
    total = parts.sum(axis=1)
    shown = names.assign(**{"mean ms": total.map(ms)})
    if (points.answered < 1).any():
        shown["answered %"] = [percent(share, 1) for share in points.loc[order, "answered"]]
    for name in parts:
        shown[describe_step(name)] = ["" if v == 0 else ms(v) for v in parts[name]]
    values = names.assign(mean_ms=total / MILLISECOND, answered=points.loc[order, "answered"])
    for name in parts:
        values[name.replace("_ns.", "_ms.")] = parts[name] / MILLISECOND
    return Table(values, shown)
