"""The figure of accuracy against latency."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from tiersim_results.comparison.pareto_front import LATENCIES, pareto_front
from tiersim_results.figures.style import Style, legend_beside, limit_line, panels, plain_log
from tiersim_results.output.colours import DEPLOYMENT_COLOURS
from tiersim_results.output.tables import visible
from tiersim_results.quantities.units import MILLISECOND


def accuracy_over_latency(
    points: pd.DataFrame, where: str, limits: dict[str, float] | None = None
) -> Figure:
    """A row of panels for each subject: one panel for the median, one for p99.

    Bars are 95 % intervals. The grey steps are the Pareto front, the thin steps that of each
    deployment. `points`: rows of `scenario_table` at one point of the sweep, which `where` names.
    `limits`: of the study's goal, from `chart_limits`; they are lines.
    """
    subjects = list(dict.fromkeys(points.subject))
    figure, grid = panels(len(subjects), len(LATENCIES))
    style = Style(points.operator)
    for subject, row in zip(subjects, grid):
        own = points[points.subject == subject]
        for name, panel in zip(LATENCIES, row):
            quantity = f"{name}_ns"
            finite = own[np.isfinite(own[quantity])]
            _fronts(panel, finite, quantity)
            for point in finite.itertuples():
                _point(panel, point, quantity, style)
            _limits(panel, name, limits or {})
            title = visible(f"{subject} at {where}" if where else subject)
            panel.set(title=title, xlabel=f"{name} latency [ms]", ylabel="top-1 accuracy [%]")
            if len(finite):
                plain_log(panel.xaxis)
            panel.ticklabel_format(axis="y", useOffset=False)
            _at_least_two_points_high(panel)
    legend_beside(grid)
    return figure


def _limits(panel, latency: str, limits: dict[str, float]) -> None:
    if latency in limits:
        panel.axvline(limits[latency], **limit_line())
    if "accuracy" in limits:
        panel.axhline(limits["accuracy"], **limit_line())


def _fronts(panel, own: pd.DataFrame, quantity: str) -> None:
    for deployment, tier in own.groupby("deployment", sort=False):
        front = pareto_front(tier, quantity)
        colour = DEPLOYMENT_COLOURS.get(deployment, "#000000")
        panel.step(
            front[quantity] / MILLISECOND,
            100 * front.accuracy,
            "-",
            where="post",
            color=colour,
            lw=0.6,
        )
    front = pareto_front(own, quantity)
    panel.step(
        front[quantity] / MILLISECOND,
        100 * front.accuracy,
        where="post",
        color="0.6",
        lw=3,
        zorder=1,
        label="Pareto front",
    )


def _point(panel, point, quantity: str, style: Style) -> None:
    ends = [getattr(point, quantity.replace("_ns", end)) for end in ("_low_ns", "_high_ns")]
    middle = getattr(point, quantity)
    bars = [[abs(middle - end) / MILLISECOND if np.isfinite(end) else 0] for end in ends]
    heights = [point.accuracy - point.accuracy_low, point.accuracy_high - point.accuracy]
    panel.errorbar(
        middle / MILLISECOND,
        100 * point.accuracy,
        xerr=bars,
        yerr=[[100 * max(h, 0) if h == h else 0] for h in heights],
        markersize=8,
        elinewidth=0.8,
        **style.of(point),
    )


def _at_least_two_points_high(panel) -> None:
    """Makes the axis span at least two points, so that a small difference looks small."""
    low, high = panel.get_ylim()
    if high - low < 2:
        panel.set_ylim((low + high) / 2 - 1, (low + high) / 2 + 1)
