"""The figure of latency against a swept value."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from tiersim_results.figures.style import Style, legend_beside, limit_line, panel_each, plain_log
from tiersim_results.output.colours import DEPLOYMENT_COLOURS
from tiersim_results.output.tables import visible
from tiersim_results.quantities.units import MILLISECOND, axis_scale
from tiersim_results.reading.schema import swept_path_of


def latency_over_sweep(
    curves: pd.DataFrame, column: str, unit: str, limits: dict[str, float] | None = None
) -> Figure:
    """Medians, a band for their 95 % intervals and a dotted line for p95. Each subject has a panel.

    `curves`: rows of `scenario_table`, one for each alternative of each subject and each value of
    `column`. `limits`: of the study's goal, from `chart_limits`. Those of the median and of p95 are
    lines.
    """
    limits = limits or {}
    subjects = list(dict.fromkeys(curves.subject))
    figure, grid, own_panels = panel_each(subjects)
    for subject, panel in zip(subjects, own_panels):
        draw_curves(panel, curves[curves.subject == subject], curves.operator, column, unit)
        for name in [name for name in ("median", "p95") if name in limits]:
            panel.axhline(limits[name], **limit_line() | {"label": f"goal: {name}"})
    legend_beside(grid, "median, its 95 % interval;\nthin dots: p95")
    return figure


def draw_curves(panel, own: pd.DataFrame, operators, column: str, unit: str) -> None:
    """Draws the curves of one subject. `operators`: those of all panels, for their styles."""
    divisor, shown_unit = axis_scale(own[column], unit)
    style = Style(operators)
    for _, curve in own.groupby(["deployment", "operator"], sort=False):
        curve = curve.sort_values(column)
        x = curve[column] / divisor
        panel.plot(x, _ms(curve.median_ns), markersize=4, **style.line(curve.iloc[0]))
        colour = DEPLOYMENT_COLOURS.get(curve.deployment.iloc[0], "#000000")
        low, high = _ms(curve.median_low_ns), _ms(curve.median_high_ns)
        panel.fill_between(x, low, high, color=colour, alpha=0.2, lw=0)
        panel.plot(x, _ms(curve.p95_ns), color=colour, linestyle=(0, (1, 3)), lw=0.8)
    title = f"{swept_path_of(column)} [{shown_unit or '1'}]"
    panel.set(title=visible(own.subject.iloc[0]), xlabel=title, ylabel="latency [ms]")
    if np.isfinite(_ms(own.median_ns)).any():
        plain_log(panel.yaxis)
    if (own[column] > 0).all():
        plain_log(panel.xaxis)


def _ms(values: pd.Series) -> np.ndarray:
    """Infinite and unknown values become NaN, which matplotlib does not draw."""
    return np.where(np.isfinite(values) & (values > 0), values / MILLISECOND, np.nan)
