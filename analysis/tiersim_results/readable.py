"""What a picture shows at first, where all would be too much."""

from __future__ import annotations

import pandas as pd

from tiersim_results.selection import groups_of, sweep_columns

KEYS = ["operator", "deployment"]


def most_telling(frame: pd.DataFrame, count: int) -> pd.DataFrame:
    """The rows of `cells` of at most `count` alternatives of each subject: first those that are
    fastest somewhere, then those that come closest to the fastest, by their best ratio to it."""
    keys = ["subject", *sweep_columns(frame)]
    best = frame.groupby(keys, dropna=False).median_ns.transform("min")
    ratio = frame.median_ns / best
    closest = ratio.groupby([frame.subject, frame.operator, frame.deployment], sort=False).agg(
        ["min", "mean"]
    )
    kept = []
    for (subject,), own in groups_of(frame, ["subject"]):
        order = closest.loc[subject].sort_values(["min", "mean"], kind="stable").index[:count]
        kept.append(own[pd.MultiIndex.from_frame(own[KEYS]).isin(order)])
    return pd.concat(kept)
