"""Options that several commands have."""

from __future__ import annotations

import argparse

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.output.tables import FORMATS
from tiersim_results.selection.choices import known_name
from tiersim_results.selection.sweeps import select_at


def add_scope(parser: argparse.ArgumentParser) -> None:
    """--subject, --at and --format. `selected` gives the rows that they leave."""
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
        "--format",
        choices=FORMATS,
        default=FORMATS[0],
        help=f"of the table (default: {FORMATS[0]})",
    )


def add_figure(parser: argparse.ArgumentParser) -> None:
    """All of `add_scope`, and the path of the figure."""
    add_scope(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="STEM",
        help="path of the figure without its ending (default: beside the results)",
    )


def add_over(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--over", metavar="PATH", help="the swept path, where there are several")


def selected(analysis: Analysis, arguments: argparse.Namespace) -> pd.DataFrame:
    """The usable rows of `scenario_table` that --at and --subject leave."""
    return in_scope(analysis, analysis.usable, arguments)


def in_scope(
    analysis: Analysis, frame: pd.DataFrame, arguments: argparse.Namespace
) -> pd.DataFrame:
    """The rows of `frame` that --at and --subject leave."""
    frame = select_at(analysis.results, frame, arguments.at)
    if arguments.subject is None:
        return frame
    return frame[frame.subject == known_name(arguments.subject, frame.subject, "subject")]
