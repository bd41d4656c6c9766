"""The figure of crossovers: curves, and where they cross."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from tiersim_results.figures.style import legend_beside, panel_each
from tiersim_results.figures.sweep import draw_curves
from tiersim_results.quantities.units import axis_scale, format_quantity
from tiersim_results.selection.choices import label


def curves_and_crossings(
    frame: pd.DataFrame, found: pd.DataFrame, column: str, unit: str
) -> Figure:
    """The curves of all pairs, with a grey bar over the 95 % interval of each crossing.

    Each subject has a panel. `frame`: rows of `scenario_table`. `found`: of `crossovers.search`.
    """
    names = [label(row.operator, row.deployment) for row in frame.itertuples()]
    subjects = list(dict.fromkeys(found.subject))
    figure, grid, own_panels = panel_each(subjects)
    divisor, _ = axis_scale(frame[column], unit)
    for subject, panel in zip(subjects, own_panels):
        own = found[found.subject == subject]
        shown = set(own.A) | set(own.B)
        curves = frame[(frame.subject == subject) & [name in shown for name in names]]
        draw_curves(panel, curves, frame.operator, column, unit)
        for row in own[own.a_first.notna()].itertuples():
            panel.axvspan(row.low / divisor, row.high / divisor, color="0.5", alpha=0.3, lw=0)
            if np.isfinite(row.value):
                panel.axvline(row.value / divisor, color="0.3", lw=0.8, linestyle="--")
                panel.annotate(
                    format_quantity(row.value, unit, 3),
                    (row.value / divisor, 0.98),
                    xycoords=("data", "axes fraction"),
                    rotation=90,
                    ha="right",
                    va="top",
                    fontsize=8,
                )
    legend_beside(grid, "median, its 95 % interval;\ngrey: crossover, its interval")
    return figure
