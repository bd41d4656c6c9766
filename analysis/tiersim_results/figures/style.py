"""The look of all figures: a colour for each deployment, a marker and a line for each operator."""

from __future__ import annotations

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator

from tiersim_results.output.colours import DEPLOYMENT_COLOURS
from tiersim_results.output.tables import visible
from tiersim_results.scenarios.caveats import marks
from tiersim_results.selection.choices import label

# "$x$" in a name is not a formula. The text of an SVG stays text.
matplotlib.rcParams.update(
    {"text.parse_math": False, "svg.fonttype": "none", "svg.hashsalt": "tiersim"}
)

# 13 and 4 have no common divisor, so 52 operators differ in the marker or the line.
MARKERS = ["o", "s", "D", "^", "v", "P", "X", "*", "<", ">", "p", "h", "d"]
LINES = ["-", "--", ":", "-."]


class Style:
    """How alternatives look, in all panels alike. An alternative with a mark is hollow."""

    def __init__(self, operators) -> None:
        self._operators = list(dict.fromkeys(operators))

    def of(self, row) -> dict[str, object]:
        """matplotlib's keywords for one row of `scenario_table`."""
        number = self._operators.index(row.operator)
        return {
            "color": DEPLOYMENT_COLOURS.get(row.deployment, "#000000"),
            "marker": MARKERS[number % len(MARKERS)],
            "markerfacecolor": "none" if marks(row) else None,
            "label": self.label(row),
        }

    def line(self, row) -> dict[str, object]:
        number = self._operators.index(row.operator)
        return self.of(row) | {"linestyle": LINES[number % len(LINES)]}

    @staticmethod
    def label(row) -> str:
        noted = marks(row)
        return visible(label(row.operator, row.deployment)) + (f" ({noted})" if noted else "")


def panels(rows: int, columns: int, width: float = 5.5, height: float = 4.2):
    """A figure with a grid of panels, [rows, columns], and room for a legend on the right."""
    figure = Figure(figsize=(3.5 + width * columns, height * rows), layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False)


def panel_each(subjects, height: float = 4.2):
    """A figure, its grid, and one panel for each subject; two panels in a row."""
    columns = min(2, len(subjects))
    figure, grid = panels(-(-len(subjects) // columns), columns, height=height)
    for unused in grid.flat[len(subjects) :]:
        unused.set_visible(False)
    return figure, grid, list(grid.flat[: len(subjects)])


def plain_log(axis) -> None:
    """A logarithmic axis with 1, 2, 5, 10, ... as plain numbers."""
    axis.axes.set(**{f"{axis.axis_name}scale": "log"})
    axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter("")
    axis.axes.grid(alpha=0.3)


def limit_line() -> dict[str, object]:
    """matplotlib's keywords for a line at a limit of the study's goal."""
    return {"color": "0.3", "linestyle": (0, (6, 3)), "lw": 1, "zorder": 1, "label": "goal"}


def legend_beside(grid, title: str | None = None) -> None:
    """One legend for all panels, to the right of the first row."""
    known: dict[str, object] = {}
    for panel in grid.flat:
        for handle, name in zip(*panel.get_legend_handles_labels()):
            known.setdefault(name, handle)
    grid[0][-1].legend(
        known.values(),
        known.keys(),
        loc="upper left",
        bbox_to_anchor=(1.02, 1),
        title=title,
        frameon=False,
    )
