"""How precisely the profiles of a scenario are known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.reading.reader import Results

NEEDED = {"batch", "stable", "median_low_ns", "median_high_ns", "p99_ns", "p99_high_ns"}
STAGE = ["subject", "operator", "stage", "tier"]


def profile_precision(results: Results, scenarios: pd.DataFrame) -> pd.DataFrame:
    """For each row of /scenarios, the precision of its profiles, summed over its stages:

    - `resolution_ns`: half the width of the 95 % confidence interval of the median service time.
      Two scenarios whose medians differ by less than their resolutions cannot be told apart,
      however many requests are simulated;
    - `p99_resolution_ns`: how much longer the p99 of the service time may be, at 95 %;
    - `unstable`: True if a profile did not reach its precision.

    The first two are NaN if there are too few samples to bound them.
    """
    stages = _stages(results)
    unknown = (np.nan, np.nan, False)
    rows = []
    for subject, operator, deployment in zip(
        scenarios.subject, _operators(results, scenarios), scenarios.deployment
    ):
        own = [
            stages.get((subject, operator, stage, tier), unknown)
            for stage, tier in enumerate(deployment.split("-"))
        ]
        halves, p99s, unstable = zip(*own)
        rows.append((sum(halves), sum(p99s), any(unstable)))
    names = ["resolution_ns", "p99_resolution_ns", "unstable"]
    return pd.DataFrame(rows, index=scenarios.index, columns=names).astype({"unstable": bool})


def _stages(results: Results) -> dict[tuple, tuple[float, float, bool]]:
    """By subject, operator, stage and tier.

    If a setting of the tier is swept, there are several profiles. The least precise one stands for
    all of them.
    """
    if not NEEDED <= set(results.columns("profiles")):
        return {}  # written by an early build: the precision is unknown
    frame = results.profile_table()
    single = frame[frame.batch == 1]
    half = (single.median_high_ns - single.median_low_ns) / 2
    stages = single.assign(
        half=half.where((single.median_low_ns >= 0) & (single.median_high_ns >= 0)),
        p99=(single.p99_high_ns - single.p99_ns).where(single.p99_high_ns >= 0),
        unstable=single.stable == 0,
    )
    groups = stages.groupby(STAGE)
    half, p99 = (groups[name].agg(lambda own: own.max(skipna=False)) for name in ("half", "p99"))
    return dict(zip(half.index, zip(half, p99, groups.unstable.any())))


def _operators(results: Results, scenarios: pd.DataFrame) -> list[str]:
    """The operators as /profiles spells them.

    If a study leaves the cut open, /profiles names the cut that was chosen.
    """
    if "variant" not in scenarios or not (scenarios.variant >= 0).any():
        return list(scenarios.operator)
    names = results.variant_table().operator
    return [
        names.iloc[row] if row >= 0 else operator
        for row, operator in zip(scenarios.variant, scenarios.operator)
    ]
