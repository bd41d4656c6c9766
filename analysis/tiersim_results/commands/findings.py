"""Checks claims against the results."""

from __future__ import annotations

import glob
import os

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.claims.check import Outcome, check
from tiersim_results.claims.file import Finding, read_findings
from tiersim_results.commands.shared_options import add_format
from tiersim_results.commands.shared_output import remark, show
from tiersim_results.output.tables import Table, visible

HELP = "whether claims hold, fail or stay undecided, with figures"
# Beside the package: claims of the study that tiersim starts from.
SHIPPED = os.path.join(os.path.dirname(__file__), "..", "..", "findings")


def add_claims(parser) -> None:
    parser.add_argument(
        "--claims",
        metavar="FILE.yaml",
        action="append",
        help="claims to check (default: those that are shipped, analysis/findings)",
    )


def read_claims(arguments) -> list[Finding]:
    files = arguments.claims or sorted(glob.glob(os.path.join(SHIPPED, "*.yaml")))
    return [finding for path in files for finding in read_findings(path)]


def add_arguments(parser) -> None:
    add_claims(parser)
    parser.add_argument("--all", action="store_true", help="every case of every claim")
    add_format(parser)


def run(analysis: Analysis, arguments) -> int:
    outcomes = [check(analysis, finding) for finding in read_claims(arguments)]
    if arguments.format != "text":
        show(_table(outcomes), arguments)
        return 0
    for outcome in outcomes:
        print(f"{outcome.verdict.upper():9}  {visible(outcome.finding.text)}")
        at = ", ".join(f"{path} = {value}" for path, value in outcome.finding.at.items())
        remark(arguments, *([f"           at {visible(at)}"] if at else []))
        print(f"           {visible(outcome.why)}")
        if arguments.all:
            for case in outcome.cases.itertuples():
                print(visible(f"           {case.verdict:9}  {case.where}: {case.figures}"))
    counts = pd.Series([outcome.verdict for outcome in outcomes]).value_counts()
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    print(f"\n{told} of {len(outcomes)}; a claim holds where it holds in every case it speaks of")
    return 0


def _table(outcomes: list[Outcome]) -> Table:
    frame = pd.DataFrame(
        {
            "verdict": outcome.verdict,
            "claim": outcome.finding.text,
            "at": ", ".join(f"{p} = {v}" for p, v in outcome.finding.at.items()),
            "why": outcome.why,
            "source": outcome.finding.source,
        }
        for outcome in outcomes
    )
    return Table(frame, frame)
