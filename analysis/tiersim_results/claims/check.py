"""Checks a claim in each case, and sums the cases up."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.claims.accuracy import check_accuracy
from tiersim_results.claims.file import Finding
from tiersim_results.claims.latency import because, check_change, check_fastest, check_latency
from tiersim_results.claims.scope import Undecidable, scope_of
from tiersim_results.reading.errors import ResultsError
from tiersim_results.selection.pairing import Pair

CHECKS = {
    "loses": check_accuracy,
    "more accurate": check_accuracy,
    "changes": check_change,
    "fastest": check_fastest,
    "faster": check_latency,
    "slower": check_latency,
    "as fast": check_latency,
}


@dataclass(frozen=True)
class Outcome:
    """The result for one claim.

    `verdict`: `holds` if the claim holds in every case, `fails` if it fails in any, else
    `undecided`. `cases`: one row each, with `where`, `verdict` and `figures`; may be empty.
    """

    finding: Finding
    verdict: str
    why: str
    cases: pd.DataFrame


def check(analysis: Analysis, finding: Finding) -> Outcome:
    try:
        frame = scope_of(analysis.results, analysis.usable, finding)
        cases = CHECKS[finding.claim.relation](analysis, frame, finding.claim)
    except (Undecidable, ResultsError) as error:
        return Outcome(finding, "undecided", str(error), pd.DataFrame())
    counts = cases.verdict.value_counts()
    if "fails" in counts:
        verdict = "fails"
    else:
        verdict = "holds" if counts.get("holds", 0) == len(cases) else "undecided"
    return Outcome(finding, verdict, _why(analysis, cases, counts, verdict), cases)


def _why(analysis: Analysis, cases: pd.DataFrame, counts: pd.Series, verdict: str) -> str:
    """Counts the cases by verdict, and describes the clearest case that has the claim's verdict."""
    told = ", ".join(f"{word} in {counts[word]}" for word in counts.index)
    shown = cases[cases.verdict == verdict]
    worst = shown.loc[shown.weight.idxmax()] if len(shown) else cases.iloc[0]
    of = f"{told} of {len(cases)}; " if len(cases) > 1 else ""
    parts = f", {because(analysis, worst.pair)}" if isinstance(worst.get("pair"), Pair) else ""
    return f"{of}{worst['where']}: {worst.figures}{parts}"
