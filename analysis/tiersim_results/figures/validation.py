"""The figures of a validation: simulated against real latencies, and errors by part."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from tiersim_results.figures.style import Style, legend_beside, panel_each, panels, plain_log
from tiersim_results.figures.waterfall import part_look
from tiersim_results.output.tables import visible
from tiersim_results.quantities.numbers import percent
from tiersim_results.quantities.units import MILLISECOND, format_quantity
from tiersim_results.scenarios.steps import describe_step
from tiersim_results.selection.choices import label
from tiersim_results.selection.sweeps import sweep_columns
from tiersim_results.validation.comparison import Comparison
from tiersim_results.validation.contributions import contributions, largest
from tiersim_results.validation.errors import LIMITS, REFERENCE, SIMULATED


# A panel spans at least this factor to either side of its middle, so that small errors look small.
LEAST_HALF = 2.0


def simulated_against_reference(comparison: Comparison) -> Figure:
    """A row of panels for each subject: one panel for the median, one for p95.

    Both axes are logarithmic and span the same values. On the line, both latencies are equal; the
    grey band is the budget. Bars are 95 % intervals.
    """
    cells = comparison.valid
    subjects = list(dict.fromkeys(cells.subject))
    figure, grid = panels(len(subjects), len(LIMITS), width=4.6, height=4.4)
    style = Style(cells.operator)
    for subject, row in zip(subjects, grid):
        own = cells[cells.subject == subject]
        for (name, limit), panel in zip(LIMITS.items(), row):
            titles = [f"{half} {name} [ms]" for half in (comparison.reference, SIMULATED)]
            panel.set(title=visible(subject), xlabel=titles[0], ylabel=titles[1], aspect="equal")
            halves = own[[f"{half}_{name}_ns" for half in (SIMULATED, REFERENCE)]]
            known = own[(halves > 0).all(axis=1)]
            if len(known):
                _scatter(panel, known, name, style)
                _identity(panel, limit * comparison.budget)
                plain_log(panel.xaxis)
                plain_log(panel.yaxis)
    legend_beside(grid, f"line: both are equal\nband: {_budgets(comparison)}")
    return figure


def _budgets(comparison: Comparison) -> str:
    return ", ".join(
        f"{name} within {percent(limit * comparison.budget, 0)} %" for name, limit in LIMITS.items()
    )


def _scatter(panel, own: pd.DataFrame, name: str, style: Style) -> None:
    for point in own.to_dict("records"):
        panel.errorbar(
            point[f"{REFERENCE}_{name}_ns"] / MILLISECOND,
            point[f"{SIMULATED}_{name}_ns"] / MILLISECOND,
            xerr=_bar(point, REFERENCE, name),
            yerr=_bar(point, SIMULATED, name),
            markersize=7,
            elinewidth=0.8,
            linestyle="none",
            **style.of(pd.Series(point)),
        )


def _bar(point: dict, half: str, name: str) -> list[list[float]]:
    """The lengths of both halves of an interval, in ms; 0 where it is not bounded."""
    value = point[f"{half}_{name}_ns"]
    ends = [point[f"{half}_{name}{end}_ns"] for end in ("_low", "_high")]
    return [[abs(value - end) / MILLISECOND if np.isfinite(end) else 0.0] for end in ends]


def _identity(panel, limit: float) -> None:
    """The line of equal latencies, and a band of errors up to `limit`, over the whole panel."""
    low, high = panel.dataLim.minpos.min(), panel.dataLim.max.max()
    middle, half = np.sqrt(low * high), max(1.15 * np.sqrt(high / low), LEAST_HALF)
    ends = np.array([middle / half, middle * half])
    panel.plot(ends, ends, color="0.3", lw=0.8, zorder=0)
    panel.fill_between(ends, (1 - limit) * ends, (1 + limit) * ends, color="0.85", lw=0, zorder=-1)
    panel.set(xlim=ends, ylim=ends)


def error_by_part(comparison: Comparison, count: int | None) -> Figure:
    """One bar for each scenario: by how much the mean of each part is off.

    A piece is simulated - emulated, as a share of the emulated mean latency. Pieces of parts that
    are too short in the simulation go to the left, the others to the right. The mark is their sum.
    Each subject has a panel with at most `count` scenarios, those with the largest errors; None
    draws all.
    """
    shares = contributions(comparison)
    kept = largest(comparison, shares, count)
    cells = comparison.cells.loc[kept]
    subjects = list(dict.fromkeys(cells.subject))
    tallest = max(int((cells.subject == subject).sum()) for subject in subjects)
    figure, grid, own_panels = panel_each(subjects, height=1.5 + 0.3 * tallest)
    for subject, panel in zip(subjects, own_panels):
        own = cells[cells.subject == subject][::-1]
        names = [_name(comparison, row) for row in own.to_dict("records")]
        ends = {sign: np.zeros(len(own)) for sign in (-1, 1)}
        for part in shares:
            width = 100 * shares.loc[own.index, part].to_numpy()
            for sign, end in ends.items():
                piece = np.where(np.sign(width) == sign, width, 0)
                titled = {"label": describe_step(part)} if sign > 0 else {}
                panel.barh(names, piece, left=end, **titled, **part_look(part, list(shares)))
                end += piece
        sums = 100 * shares.loc[own.index].sum(axis=1)
        panel.plot(sums, names, "D", color="black", markersize=4, label="sum")
        panel.axvline(0, color="0.3", lw=0.8)
        limit = 100 * comparison.budget
        panel.axvspan(-limit, limit, color="0.92", lw=0, zorder=0)
        title = f"simulated - {comparison.reference} [% of the {comparison.reference} mean]"
        panel.set(title=visible(subject), xlabel=title)
        panel.grid(axis="x", alpha=0.3)
        panel.use_sticky_edges = False  # else a bar would end on the frame
        panel.margins(x=0.05, y=0.02)
    legend_beside(grid, f"parts of the mean latency;\nband: within {100 * comparison.budget:g} %")
    return figure


def _name(comparison: Comparison, row: dict) -> str:
    swept = [
        format_quantity(row[column], comparison.unit(column))
        for column in sweep_columns(comparison.cells)
    ]
    return visible(", ".join([label(row["operator"], row["deployment"]), *swept]))
