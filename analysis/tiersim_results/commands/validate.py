"""Shows how far a simulation is from an emulation, or from measured cells."""

from __future__ import annotations

import os
import sys

from tiersim_results.analysis import Analysis
from tiersim_results.commands.shared_options import add_format
from tiersim_results.commands.shared_output import remark
from tiersim_results.output.files import make_folder, save_figure
from tiersim_results.output.tables import visible
from tiersim_results.quantities.units import parse_quantity
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.validation_file import Validation
from tiersim_results.validation.comparison import Comparison
from tiersim_results.validation.measured import against_measured
from tiersim_results.validation.measured_cells import read_measured
from tiersim_results.validation.rounds import recompute
from tiersim_results.validation.stored import stored
from tiersim_results.validation.summary import left_out, regret_line, summary_line, worst_line
from tiersim_results.validation.tables import TABLES

HELP = "how far the simulation is from an emulation or from measurements; tables and figures"
# As of tiersim validate.
BUDGET = "5 %"
BARS = 20


def add_arguments(parser) -> None:
    parser.add_argument(
        "--measured",
        metavar="CELLS.csv",
        help="measurements to hold a results file against (format: analysis/README.md)",
    )
    parser.add_argument(
        "--budget",
        metavar="SHARE",
        help="largest error of a median that is accepted, twice as much for p95 (default: that of "
        f"the validation file, else {BUDGET.replace('%', '%%')})",
    )
    parser.add_argument(
        "--recompute",
        action="store_true",
        help="compute the figures of a validation file anew from the requests in it",
    )
    parser.add_argument(
        "--table",
        choices=list(TABLES),
        default="scenarios",
        help="table to print as csv or latex (default: scenarios; as text, all are printed)",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"draw the parts of all scenarios, not of the {BARS} with the largest errors",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        help="folder of the figures (default: that of the file)",
    )
    add_format(parser)


def run(analysis: Analysis, arguments) -> int:
    """Holds a results file against measurements."""
    if not arguments.measured:
        raise ResultsError(
            f"{analysis.results.path}: is a results file (add --measured CELLS.csv, or name a file "
            "that tiersim validate wrote)"
        )
    if arguments.recompute:
        raise ResultsError("--recompute: is for a validation file (remove it)")
    budget = _budget(arguments)
    rows = read_measured(arguments.measured)
    comparison = against_measured(analysis.results, rows, budget or parse_quantity(BUDGET, "1"))
    _show(comparison, arguments)
    return 0


def run_on_validation(validation: Validation, arguments) -> int:
    """Shows a file of `tiersim validate`."""
    if arguments.measured:
        raise ResultsError(
            f"{validation.path}: is a validation (name a results file with --measured)"
        )
    read = recompute if arguments.recompute else stored
    comparison = read(validation, _budget(arguments))
    _show(comparison, arguments)
    for line in left_out(comparison):
        print(f"note: {visible(line)}", file=sys.stderr)
    return 0


def _budget(arguments) -> float | None:
    if arguments.budget is None:
        return None
    budget = parse_quantity(arguments.budget, "1")
    if not 0 < budget <= 1:
        raise ResultsError(f'--budget "{arguments.budget}" is not in 0 .. 1 (write e.g. "5 %")')
    return budget


def _show(comparison: Comparison, arguments) -> None:
    _save(comparison, arguments)
    if arguments.format != "text":
        print(TABLES[arguments.table](comparison).render(arguments.format), end="")
        return
    for title, table in TABLES.items():
        rendered = table(comparison)
        if len(rendered.shown):
            print(f"{title}:\n\n{rendered.render('text')}")
    remark(arguments, *_explanation(comparison), "")
    for line in (worst_line(comparison), regret_line(comparison), summary_line(comparison)):
        if line:
            print(visible(line))


def _explanation(comparison: Comparison) -> list[str]:
    reference, budget = comparison.reference, comparison.budget
    lines = [
        f"error: (simulated - {reference}) / {reference}, over all answered requests",
        f"agrees: the median is within {100 * budget:g} %, p95 within {200 * budget:g} %",
        f"regret: how much longer the simulated choice takes than the {reference} best",
    ]
    if comparison.parts:
        lines[2:2] = [
            "within noise: beyond that, but by no more than the emulation's rounds differ (repeats",
            "within); to blame: the part of the latency whose means differ most",
            "tie: another choice, but the emulation's rounds do not tell the two apart",
        ]
    return lines


def _save(comparison: Comparison, arguments) -> None:
    """Writes the figures, if there is anything to draw."""
    if comparison.valid.empty:
        return
    # matplotlib takes a second
    from tiersim_results.figures.validation import error_by_part, simulated_against_reference

    folder, name = os.path.split(arguments.results)
    if arguments.output:
        folder = arguments.output
        make_folder(folder)
    stem = os.path.join(folder, name.removesuffix(".h5"))
    save_figure(simulated_against_reference(comparison), f"{stem}-scatter")
    if comparison.parts:
        bars = None if arguments.all else BARS
        save_figure(error_by_part(comparison, bars), f"{stem}-parts")
