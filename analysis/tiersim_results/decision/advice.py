"""Advice: which alternatives meet a goal, and what the others lack."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tiersim_results.quantities.numbers import percent, significant
from tiersim_results.quantities.units import MILLISECOND


@dataclass(frozen=True)
class Goal:
    """`p99_ns`: the longest p99 allowed; inf allows any. `accuracy`: the least accuracy allowed, a
    fraction; 0 allows any. `prefer`: the deployment to put first among those that meet the goal.
    """

    p99_ns: float = float("inf")
    accuracy: float = 0.0
    prefer: str | None = None


def advise(group: pd.DataFrame, goal: Goal) -> pd.DataFrame:
    """Sorts the alternatives at one point of a sweep, the best first, and adds three columns:

    - `meets`: `yes`; `likely` if it meets the goal, but its interval reaches beyond the goal or is
      unknown; or `no`;
    - `margin`: the share of the allowed p99 that is left, float64; negative if it is exceeded;
    - `missing`: in words, what it lacks, or why it is not sure to meet the goal.

    `group`: rows of `scenario_table`. Order: `yes`, `likely`, `no`; then the preferred deployment;
    then the shorter p99. Alternatives that miss the goal are ordered by the relative amount by
    which they miss it. The upper end of a p99 is that of its interval over the requests, plus
    `p99_resolution_ns`.
    """
    out = group.copy()
    longest = group.p99_high_ns + group.p99_resolution_ns
    out["margin"] = 1 - group.p99_ns / goal.p99_ns
    endless = ~np.isfinite(group.p99_ns)
    slow = (group.p99_ns / goal.p99_ns - 1).clip(lower=0).mask(endless, np.inf)
    wrong = (goal.accuracy - group.accuracy).clip(lower=0) / (goal.accuracy or 1)
    wrong = wrong.fillna(1.0 if goal.accuracy else 0.0)
    fast = (longest <= goal.p99_ns) | np.isinf(goal.p99_ns)
    right = (group.accuracy_low >= goal.accuracy) | (goal.accuracy == 0)
    meets = (slow == 0) & (wrong == 0)
    out["meets"] = np.select([meets & fast & right, meets], ["yes", "likely"], "no")
    out["missing"] = [
        "; ".join(filter(None, (_late(row, goal.p99_ns), _wrong(row, goal.accuracy))))
        for row in out.itertuples()
    ]
    out["_class"] = out.meets.map({"yes": 0, "likely": 1, "no": 2})
    out["_off"] = slow + wrong
    # The preference does not count among alternatives that miss the goal.
    out["_other"] = (out.deployment != goal.prefer) & (out.meets != "no") & bool(goal.prefer)
    order = ["_class", "_other", "_off", "p99_ns"]
    return out.sort_values(order, kind="stable").drop(columns=["_class", "_off", "_other"])


def _late(row, limit_ns: float) -> str:
    if not np.isfinite(row.p99_ns):
        return "more than 1 % of the requests are never answered"
    if row.p99_ns > limit_ns:
        over = row.p99_ns - limit_ns
        share = percent(over / limit_ns, 0)
        return f"p99 {significant(over / MILLISECOND, 3)} ms too long ({share} %)"
    if np.isinf(limit_ns):
        return ""
    if np.isinf(row.p99_high_ns):
        return f"{row.request_count} requests are too few to bound p99"
    if np.isnan(row.p99_resolution_ns):
        return "its profile has too few samples to bound p99"
    longest = row.p99_high_ns + row.p99_resolution_ns
    return f"p99 may be {significant(longest / MILLISECOND, 3)} ms" if longest > limit_ns else ""


def _wrong(row, least: float) -> str:
    if least == 0:
        return ""
    if np.isnan(row.accuracy):
        return "accuracy unknown"
    if row.accuracy < least:
        return f"accuracy {100 * (least - row.accuracy):.2g} points too low"
    if np.isnan(row.accuracy_low):
        return "the interval of its accuracy is unknown"
    return f"accuracy may be {percent(row.accuracy_low)} %" if row.accuracy_low < least else ""
