"""The waterfall: the parts of the latency, stacked."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from tiersim_results.figures.style import legend_beside, panel_each
from tiersim_results.output.tables import visible
from tiersim_results.quantities.numbers import percent
from tiersim_results.quantities.units import MILLISECOND
from tiersim_results.scenarios.steps import STEPS, step_of
from tiersim_results.scenarios.steps import describe_step
from tiersim_results.selection.choices import label

# One hatching for each place of a step.
HATCHES = ["", "//", "..", "xx", "\\\\", "++"]


def waterfall(points: pd.DataFrame, parts: pd.DataFrame, where: str) -> Figure:
    """The mean latency of each alternative as a bar, the shortest median on top.

    Each subject has a panel. `points`: rows of `scenario_table`. `parts`: of `mean_parts`, with the
    same index.
    """
    subjects = list(dict.fromkeys(points.subject))
    tallest = max(int((points.subject == subject).sum()) for subject in subjects)
    figure, grid, own_panels = panel_each(subjects, height=1.5 + 0.3 * tallest)
    for subject, panel in zip(subjects, own_panels):
        own = points[points.subject == subject]
        own = own.sort_values("median_ns", ascending=False, kind="stable")
        names = [_name(row) for row in own.itertuples()]
        left = np.zeros(len(own))
        for name in parts:
            width = parts.loc[own.index, name].to_numpy() / MILLISECOND
            panel.barh(
                names, width, left=left, label=describe_step(name), **part_look(name, list(parts))
            )
            left += width
        title = f"{subject} at {where}" if where else subject
        panel.set(title=visible(title), xlabel="mean latency [ms]")
        panel.grid(axis="x", alpha=0.3)
    legend_beside(grid, "in the order of the way")
    return figure


def _name(row) -> str:
    lost = "" if row.answered == 1 else f" ({percent(1 - row.answered, 0)} % not answered)"
    return visible(label(row.operator, row.deployment)) + lost


def part_look(name: str, parts: list[str]) -> dict[str, object]:
    """matplotlib's keywords for the bars of one part of a latency, among all `parts`."""
    step, _ = step_of(name)
    number = [other for other in parts if step_of(other)[0] == step].index(name)
    return {
        "color": STEPS[step].colour,
        "hatch": HATCHES[number % len(HATCHES)],
        "edgecolor": "white",
        "linewidth": 0.5,
    }
