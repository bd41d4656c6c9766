"""The commands of tiersim-analyze, one module each.

A command has `HELP`, a line; `add_arguments(parser)`; and `run(analysis, arguments) -> int`, which
returns the exit status. It writes tables to standard output, names of files to standard error.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.output.files import save_figure
from tiersim_results.output.tables import FORMATS, Table
from tiersim_results.selection.choices import known_name
from tiersim_results.selection.sweeps import select_at

if TYPE_CHECKING:  # it takes a second to load, and most commands draw nothing
    from matplotlib.figure import Figure

NAMES = [
    "summary",
    "compare",
    "pareto",
    "sweep",
    "crossover",
    "waterfall",
    "advise",
    "findings",
    "report",
]


def add_common(parser: argparse.ArgumentParser) -> None:
    """What is asked about, and the form of the table."""
    parser.add_argument("--subject", metavar="NAME", help="only of this subject")
    parser.add_argument(
        "--at",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help='only at this swept value, e.g. --at "links.edge-cloud.bandwidth=10 Mbps"',
    )
    add_format(parser)


def add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="of the table (default: text)"
    )


def add_figure(parser: argparse.ArgumentParser) -> None:
    """All of `add_common`, and where the figure goes."""
    add_common(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="STEM",
        help="path of the figure without its ending (default: beside the results)",
    )


def selected(analysis: Analysis, arguments: argparse.Namespace) -> pd.DataFrame:
    """The usable rows of `scenario_table` that --at and --subject leave."""
    frame = select_at(analysis.results, analysis.usable, arguments.at)
    if arguments.subject is None:
        return frame
    return frame[frame.subject == known_name(arguments.subject, frame.subject, "subject")]


def save(figure: Figure, arguments: argparse.Namespace) -> None:
    stem = arguments.output or f"{arguments.results.removesuffix('.h5')}-{arguments.command}"
    save_figure(figure, stem)


def show(table: Table, arguments: argparse.Namespace) -> None:
    print(table.render(arguments.format), end="")


def remark(arguments: argparse.Namespace, *lines: str) -> None:
    """Sentences around a table, which programs that read CSV or LaTeX would stumble over."""
    if arguments.format == "text":
        for line in lines:
            print(line)
