"""Checks claims about accuracy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.accuracy.answers import correct_answers
from tiersim_results.analysis import Analysis
from tiersim_results.claims.grammar import Claim
from tiersim_results.claims.scope import Undecidable
from tiersim_results.selection.choices import parse_choice
from tiersim_results.statistics import NORMAL_95, SIGNIFICANCE, adjust, mcnemar


def check_accuracy(analysis: Analysis, frame: pd.DataFrame, claim: Claim) -> pd.DataFrame:
    """One case for each subject, over the whole test set. The deployment does not matter."""
    a, b = parse_choice(claim.a, frame), parse_choice(claim.b, frame)
    if a.operator is None or b.operator is None:
        raise Undecidable("accuracy is a matter of operators (name two of them)")
    rows = []
    for subject, own in frame.groupby("subject", sort=False):
        rows += [
            _case(analysis, subject, row_a, row_b, claim)
            for row_a, row_b in [(_first(own, a.operator), _first(own, b.operator))]
            if row_a is not None and row_b is not None
        ]
    if not rows:
        raise Undecidable("no subject has both of them with a known accuracy")
    cases = pd.DataFrame(rows)
    if claim.relation == "more accurate":
        p_values = adjust(cases.p_value.to_numpy())
        cases["verdict"] = [
            "undecided" if not p < SIGNIFICANCE else "holds" if difference > 0 else "fails"
            for p, difference in zip(p_values, cases.difference)
        ]
    return cases


def _first(own: pd.DataFrame, operator: str):
    rows = own[(own.operator == operator) & own.accuracy.notna()]
    return rows.iloc[0] if len(rows) else None


def _case(analysis: Analysis, subject: str, a: pd.Series, b: pd.Series, claim: Claim) -> dict:
    """If the answers of both variants are known, the case has the 95 % interval of their paired
    difference (Agresti & Min, Statistics in Medicine 24, 2005: one half added to each cell)."""
    difference = 100 * (a.accuracy - b.accuracy)
    right_a, right_b = correct_answers(analysis.results, a), correct_answers(analysis.results, b)
    half, p_value = np.nan, np.nan
    if right_a.size and right_a.size == right_b.size:
        p_value = mcnemar(right_a, right_b).p_value
        n = right_a.size + 2
        gained = (np.count_nonzero(right_a > right_b) + 0.5) / n
        lost = (np.count_nonzero(right_a < right_b) + 0.5) / n
        half = 100 * NORMAL_95 * np.sqrt((gained + lost - (gained - lost) ** 2) / n)
    spread = f" +- {half:.2f}" if half == half else " (how sure that is, is not known)"
    verdict = "undecided"  # also if the half width is NaN
    if difference - half >= -claim.points:
        verdict = "holds"
    elif difference + half < -claim.points:
        verdict = "fails"
    return {
        "where": subject,
        "verdict": verdict,
        "figures": f"{100 * a.accuracy:.2f} % against {100 * b.accuracy:.2f} %: "
        f"{difference:+.2f}{spread} points",
        "weight": abs(difference),
        "difference": difference,
        "p_value": p_value,
    }
