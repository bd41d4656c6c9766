"""The scenarios that a claim is about."""

from __future__ import annotations

from fnmatch import fnmatchcase

import numpy as np
import pandas as pd

from tiersim_results.claims.file import Finding
from tiersim_results.quantities.units import parse_quantity
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.reader import Results
from tiersim_results.reading.schema import sweep_column
from tiersim_results.selection.sweeps import SAME_VALUE, is_numeric


class Undecidable(Exception):
    """The results cannot decide a claim; the text says what is missing."""


def scope_of(results: Results, frame: pd.DataFrame, finding: Finding) -> pd.DataFrame:
    """The rows of `scenario_table` that have the claim's subjects and swept values.

    Raises Undecidable if there is none.
    """
    scope = finding.claim.scope
    if scope:
        patterns = finding.groups.get(scope, [scope])
        frame = frame[[any(fnmatchcase(s, p) for p in patterns) for s in frame.subject]]
        if frame.empty:
            raise Undecidable(f"no subject of {scope} is in the results")
    for path, text in finding.at.items():
        if path not in results.sweep_paths:
            raise Undecidable(f"{path} is not swept in the results")
        column = sweep_column(path)
        frame = frame[_within(frame[column], text, results.unit("scenarios", column))]
        if frame.empty:
            raise Undecidable(f"{path} was not simulated at {text}")
    return frame


def _within(values: pd.Series, text: str, unit: str) -> pd.Series:
    """`text`: a value, or "LOW .. HIGH", both included."""
    if not is_numeric(values):
        return values == text
    try:
        ends = [parse_quantity(end, unit) for end in text.split("..")]
    except ResultsError as error:
        raise Undecidable(str(error)) from error
    if len(ends) == 1:
        return pd.Series(np.isclose(values, ends[0], rtol=SAME_VALUE, atol=0), values.index)
    return (values >= ends[0] * (1 - SAME_VALUE)) & (values <= ends[-1] * (1 + SAME_VALUE))
