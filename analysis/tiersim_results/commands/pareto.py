"""Shows accuracy against latency, and the Pareto front."""

from __future__ import annotations

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.commands.shared_options import add_figure, selected
from tiersim_results.commands.shared_output import add_marks, first_columns, remark, save, show
from tiersim_results.comparison.pareto_front import LATENCIES, pareto_front
from tiersim_results.goal.criteria import chart_limits
from tiersim_results.output.tables import Table
from tiersim_results.quantities.numbers import ms, percent
from tiersim_results.quantities.units import MILLISECOND
from tiersim_results.reading.errors import ResultsError
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.points import middle_point
from tiersim_results.selection.sweeps import sweep_columns

HELP = "accuracy against median and p99 latency, per tier; table and figure"


def add_arguments(parser) -> None:
    add_figure(parser)


def run(analysis: Analysis, arguments) -> int:
    frame = selected(analysis, arguments)
    frame = frame.dropna(subset=["accuracy"])
    if frame.empty:
        raise ResultsError(
            f"{analysis.results.path}: no accuracy is known in it (prepare subjects with weights)"
        )
    from tiersim_results.figures.pareto import accuracy_over_latency  # matplotlib takes a second

    points, where = middle_point(analysis.results, frame)
    save(accuracy_over_latency(points, where, chart_limits(analysis.goal)), arguments)
    show(_table(analysis, frame), arguments)
    remark(
        arguments,
        "",
        "on the front: nothing is both faster and more accurate, of all deployments (all), or of",
        "its own (tier), by the median or by p99",
        *([f"figure: at {where} (another: --at)"] if where else []),
    )
    return 0


def _table(analysis: Analysis, frame: pd.DataFrame) -> Table:
    keys = ["subject", *sweep_columns(frame)]
    rows = pd.concat(_fronts(group) for _, group in groups_of(frame, keys))
    values, shown = first_columns(analysis, rows)
    for name in ("operator", "deployment"):
        shown[name] = values[name] = rows[name]
    values["accuracy"] = rows.accuracy
    shown["accuracy %"] = rows.accuracy.map(percent)
    for name in LATENCIES:
        values[f"{name}_ms"] = rows[f"{name}_ns"] / MILLISECOND
        shown[f"{name} ms"] = rows[f"{name}_ns"].map(ms)
        values[f"front_{name}"] = shown[f"on its front by {name}"] = rows[f"front_{name}"]
    add_marks(rows, values, shown)
    return Table(values, shown)


def _fronts(group: pd.DataFrame) -> pd.DataFrame:
    """The rows on a front. `front_median` and `front_p99` name it: "all", "tier" or ""."""
    out = group.copy()
    for name in LATENCIES:
        front = f"front_{name}"
        out[front] = ""
        for _, tier in group.groupby("deployment", sort=False):
            out.loc[pareto_front(tier, f"{name}_ns").index, front] = "tier"
        out.loc[pareto_front(group, f"{name}_ns").index, front] = "all"
    return out[(out.front_median != "") | (out.front_p99 != "")].sort_values(
        "median_ns", kind="stable"
    )
