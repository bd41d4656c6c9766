"""Writes all answers about a results file as one HTML file."""

from __future__ import annotations

import os
import sys


from tiersim_results.selection.sweeps import is_numeric
from tiersim_results import page
from tiersim_results.analysis import Analysis
from tiersim_results.claims.check import check
from tiersim_results.commands.findings import add_claims, read_claims
from tiersim_results.crossovers.search import where_the_fastest_changes
from tiersim_results.decision.verdict import verdict
from tiersim_results.output.files import whole_file
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.schema import is_sweep_column, sweep_column, swept_path_of
from tiersim_results.reading.validation_file import Validation
from tiersim_results.scenarios.table import is_usable

HELP = "a page with the verdict, interactive charts and all tables, as one HTML file"


def add_arguments(parser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE.html",
        help="path of the page (default: beside the results)",
    )
    add_claims(parser)


def run(analysis: Analysis, arguments) -> int:
    output = _output(arguments)
    claims = read_claims(arguments)
    try:
        answers = (
            verdict(analysis),
            _crossovers(analysis),
            [_finding(analysis, c) for c in claims],
        )
    except ResultsError:
        if is_usable(analysis.scenarios).any():
            raise
        answers = ([], [], [])  # the page still says what was left out, and why
    html = page.build(
        analysis.results, *answers, scenarios=analysis.scenarios, answer=analysis.goal_answer()
    )
    _write(html, output)
    return 0


def run_on_validation(validation: Validation, arguments) -> int:
    """The page of a file that `tiersim validate` wrote."""
    output = _output(arguments)
    _write(page.build_validation(validation), output)
    return 0


def _output(arguments) -> str:
    output = arguments.output or f"{arguments.results.removesuffix('.h5')}.html"
    if os.path.exists(output) and os.path.samefile(output, arguments.results):
        raise ResultsError(f"{output}: is the results file itself (choose another with -o)")
    return output


def _write(html: str, output: str) -> None:
    with whole_file(output) as path:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(html)
    print(f"wrote {output}", file=sys.stderr)


def _crossovers(analysis: Analysis) -> list[dict]:
    """The crossovers of the fastest alternatives, over every path that is swept over numbers."""
    found = []
    for path in analysis.results.sweep_paths:
        column = sweep_column(path)
        if not is_numeric(analysis.usable[column]):
            continue
        rows = where_the_fastest_changes(analysis, analysis.usable, column)
        found += [
            _crossover(row, path) for row in rows.to_dict("records") if row["a_first"] is not None
        ]
    return found


def _crossover(row: dict, path: str) -> dict:
    at = {swept_path_of(name): row[name] for name in row if is_sweep_column(name)}
    named = {"subject": row["subject"], "a": row["A"], "b": row["B"], "path": path, "at": at}
    return named | {name: row[name] for name in ("value", "low", "high")}


def _finding(analysis: Analysis, claim) -> dict:
    outcome = check(analysis, claim)
    at = ", ".join(f"{path} = {value}" for path, value in claim.at.items())
    return {
        "claim": claim.text + (f" (at {at})" if at else ""),
        "verdict": outcome.verdict,
        "why": outcome.why,
        "source": claim.source,
        "silent": outcome.cases.empty,
    }
