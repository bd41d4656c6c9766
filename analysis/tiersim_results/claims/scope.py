"""The scenarios that a claim speaks of."""

from __future__ import annotations

from fnmatch import fnmatchcase

import numpy as np
import pandas as pd

from tiersim_results.claims.file import Finding
from tiersim_results.quantities import parse_quantity
from tiersim_results.reader import Results, ResultsError


class Undecidable(Exception):
    """The results hold nothing that speaks for or against a claim; the text says what lacks."""


def scope_of(results: Results, frame: pd.DataFrame, finding: Finding) -> pd.DataFrame:
    """The rows of `cells` within the claim's subjects and swept values; raises Undecidable."""
    scope = finding.claim.scope
    if scope:
        patterns = finding.groups.get(scope, [scope])
        frame = frame[[any(fnmatchcase(s, p) for p in patterns) for s in frame.subject]]
        if frame.empty:
            raise Undecidable(f"no subject of {scope} is in the results")
    for path, text in finding.at.items():
        if path not in results.sweep_paths:
            raise Undecidable(f"{path} is not swept in the results")
        column = f"sweep.{path}"
        frame = frame[_within(frame[column], text, results.unit("scenarios", column))]
        if frame.empty:
            raise Undecidable(f"{path} was not simulated at {text}")
    return frame


def _within(values: pd.Series, text: str, unit: str) -> pd.Series:
    """`text`: a value, or "LOW .. HIGH", both included."""
    if values.dtype == object:
        return values == text
    try:
        ends = [parse_quantity(end, unit) for end in text.split("..")]
    except ResultsError as error:
        raise Undecidable(str(error)) from error
    if len(ends) == 1:
        return pd.Series(np.isclose(values, ends[0], rtol=1e-3, atol=0), values.index)
    return (values >= ends[0] * (1 - 1e-3)) & (values <= ends[-1] * (1 + 1e-3))
