"""tiersim-analyze: reads the command line, runs one command, prints an error as one line."""

from __future__ import annotations

import argparse
import gc
import importlib
import multiprocessing
import os
import signal
import sys

import tiersim_results
from tiersim_results import commands
from tiersim_results.analysis import Analysis
from tiersim_results.output.tables import visible
from tiersim_results.scenarios.caveats import caveats


def main() -> int:
    """Runs the command in a process of its own, because HDF5 may crash on a damaged file.

    Returns the exit status: 0 with an answer, 2 without, 130 after an interrupt.
    """
    arguments = parse(sys.argv[1:])
    process = multiprocessing.get_context("fork").Process(
        target=lambda: sys.exit(answer(arguments))
    )
    process.start()
    try:
        process.join()
    except KeyboardInterrupt:
        process.join()
        return 130
    if process.exitcode is None or process.exitcode >= 0:
        return process.exitcode or 0
    name = signal.Signals(-process.exitcode).name
    print(
        visible(f"{arguments.results}: the command ended with {name} while it read this file")
        + " (is it damaged? run the study again)",
        file=sys.stderr,
    )
    return 2


def parse(arguments: list[str]) -> argparse.Namespace:
    """Ends the program with a usage message and status 2 if the command line is wrong."""
    parser = argparse.ArgumentParser(
        prog="tiersim-analyze", description="From results to a decision."
    )
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in commands.NAMES:
        module = importlib.import_module(f"tiersim_results.commands.{name}")
        command = choices.add_parser(name, help=module.HELP, description=module.__doc__)
        command.add_argument("results", help="results file (HDF5)")
        module.add_arguments(command)
        command.set_defaults(
            run=module.run, run_on_validation=getattr(module, "run_on_validation", None)
        )
    return parser.parse_args(arguments)


def answer(arguments: argparse.Namespace) -> int:
    """Runs one command in this process; returns the exit status."""
    try:
        return _run(arguments)
    except BrokenPipeError:  # e.g. "| head" has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        return 130
    except (tiersim_results.ResultsError, OSError) as error:
        print(visible(str(error)), file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace) -> int:
    gc.freeze()  # statsmodels collects garbage on every call; this leaves out all modules
    if arguments.run_on_validation and tiersim_results.is_validation(arguments.results):
        with tiersim_results.Validation(arguments.results) as validation:
            return arguments.run_on_validation(validation, arguments)
    with tiersim_results.open(arguments.results) as results:
        analysis = Analysis(results)
        status = arguments.run(analysis, arguments)
        sys.stdout.flush()
        for line in caveats(results, analysis.scenarios):
            print(f"note: {visible(line)}", file=sys.stderr)
    return status
