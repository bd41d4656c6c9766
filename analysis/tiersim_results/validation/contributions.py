"""What each part of the latency contributes to the error of a mean."""

from __future__ import annotations

import pandas as pd

from tiersim_results.scenarios.latency_parts import part_order
from tiersim_results.validation.comparison import Comparison
from tiersim_results.validation.errors import REFERENCE, SIMULATED


def contributions(comparison: Comparison) -> pd.DataFrame:
    """For each valid row of `cells` and each part: (simulated - reference) / the reference's mean
    latency, a fraction. The sum over the parts is the error of the mean latency. Parts that take no
    time anywhere are left out. Columns are in the order of a request's way."""
    valid = comparison.valid
    parts = sorted(comparison.parts, key=part_order)
    means = {
        half: valid[[f"{half}_{part}" for part in parts]].set_axis(parts, axis=1).fillna(0)
        for half in (SIMULATED, REFERENCE)
    }
    total = means[REFERENCE].sum(axis=1)
    shares = (means[SIMULATED] - means[REFERENCE]).div(total.where(total > 0), axis=0).fillna(0)
    used = (means[SIMULATED] != 0).any() | (means[REFERENCE] != 0).any()
    return shares.loc[:, used]


def largest(comparison: Comparison, shares: pd.DataFrame, count: int | None) -> list:
    """The rows of each subject with the largest sum of absolute errors, at most `count` each, in
    the order of the file. None keeps all."""
    total = shares.abs().sum(axis=1)
    kept: list = []
    for _, rows in comparison.valid.groupby("subject", sort=False):
        own = total.loc[rows.index].sort_values(ascending=False, kind="stable")
        chosen = set(own.index[:count])
        kept += [row for row in rows.index if row in chosen]
    return kept
