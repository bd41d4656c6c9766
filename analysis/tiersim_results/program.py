"""tiersim-analyze: reads the command line, runs one command, tells what is wrong in one line."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys

import tiersim_results
from tiersim_results import commands
from tiersim_results.analysis import Analysis
from tiersim_results.output.tables import visible
from tiersim_results.scenarios.caveats import caveats


def main() -> int:
    """Returns the exit status: 0 answered, 2 no answer, 130 interrupted."""
    try:
        return _run(_arguments())
    except BrokenPipeError:  # "| head" has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        return 130
    except (tiersim_results.ResultsError, OSError) as error:
        print(visible(str(error)), file=sys.stderr)
        return 2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tiersim-analyze", description="From results to a decision."
    )
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in commands.NAMES:
        module = importlib.import_module(f"tiersim_results.commands.{name}")
        command = choices.add_parser(name, help=module.HELP, description=module.__doc__)
        command.add_argument("results", help="results file (HDF5)")
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser.parse_args()


def _run(arguments: argparse.Namespace) -> int:
    gc.freeze()  # statsmodels collects garbage on every call, among all that was imported
    with tiersim_results.open(arguments.results) as results:
        analysis = Analysis(results)
        status = arguments.run(analysis, arguments)
        sys.stdout.flush()
        for line in caveats(results, analysis.scenarios):
            print(f"note: {visible(line)}", file=sys.stderr)
    return status
