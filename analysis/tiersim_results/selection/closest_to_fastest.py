"""Selects the few alternatives that a picture has room for."""

from __future__ import annotations

import pandas as pd

from tiersim_results.reading.schema import ALTERNATIVE
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.sweeps import sweep_columns


def closest_to_fastest(frame: pd.DataFrame, count: int) -> pd.DataFrame:
    """The rows of `scenario_table` of at most `count` alternatives for each subject.

    Alternatives are ordered by their smallest ratio to the fastest median at the same swept value.
    So those that are fastest at some value come first.
    """
    keys = ["subject", *sweep_columns(frame)]
    best = frame.groupby(keys, dropna=False).median_ns.transform("min")
    ratio = frame.median_ns / best
    closest = ratio.groupby([frame.subject, frame.operator, frame.deployment], sort=False).agg(
        ["min", "mean"]
    )
    kept = []
    for (subject,), own in groups_of(frame, ["subject"]):
        order = closest.loc[subject].sort_values(["min", "mean"], kind="stable").index[:count]
        kept.append(own[pd.MultiIndex.from_frame(own[ALTERNATIVE]).isin(order)])
    return pd.concat(kept)
