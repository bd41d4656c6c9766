"""Shows latency against the swept value."""

from __future__ import annotations

from tiersim_results.analysis import Analysis
from tiersim_results.commands.shared_options import add_figure, add_over, selected
from tiersim_results.commands.shared_output import remark, save, show
from tiersim_results.commands.summary import table
from tiersim_results.goal.criteria import chart_limits
from tiersim_results.reading.schema import sweep_column
from tiersim_results.selection.choices import parse_choice
from tiersim_results.selection.closest_to_fastest import closest_to_fastest
from tiersim_results.selection.sweeps import refuse_other_sweeps, swept_path

HELP = "latency against the swept value, with bands; table and figure"
CURVES = 8


def add_arguments(parser) -> None:
    add_over(parser)
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="ALTERNATIVE",
        help='curves to draw, e.g. --only "sptq on edge" --only cloud',
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"all curves, not the {CURVES} that are fastest somewhere",
    )
    add_figure(parser)


def run(analysis: Analysis, arguments) -> int:
    path = swept_path(analysis.results, arguments.over)
    column = sweep_column(path)
    frame = selected(analysis, arguments)
    refuse_other_sweeps(frame, column)
    frame = frame.dropna(subset=[column])
    if arguments.only:
        chosen = set()
        for text in arguments.only:
            chosen |= set(parse_choice(text, frame).of(frame).index)
        curves = frame[frame.index.isin(chosen)]
    else:
        curves = frame if arguments.all else closest_to_fastest(frame, CURVES)
    from tiersim_results.figures.sweep import latency_over_sweep  # matplotlib takes a second

    unit = analysis.results.unit("scenarios", column)
    limits = chart_limits(analysis.goal)
    save(latency_over_sweep(curves, column, unit, limits), arguments)
    show(table(analysis, curves, None), arguments)
    if len(curves) < len(frame):
        remark(arguments, "", "others are left out (--all, or name them with --only)")
    return 0
