"""What meets a goal, or what comes closest and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tiersim_results.quantities.numbers import percent, significant


@dataclass(frozen=True)
class Goal:
    """`p99_ns`: at most, inf for any. `accuracy`: at least, a fraction, 0 for any. `prefer`: the
    deployment to take of those that meet it."""

    p99_ns: float = float("inf")
    accuracy: float = 0.0
    prefer: str | None = None


def advise(group: pd.DataFrame, goal: Goal) -> pd.DataFrame:
    """The alternatives of one point (rows of `scenario_table`), best first, with

    - `meets`: `yes`; `likely`, where it does, and its p99 or accuracy may well lie beyond the goal,
      or nobody knows; or `no`;
    - `margin`: part of the allowed p99 that is left, float64, negative where it is exceeded;
    - `missing`: what it lacks, or why it is not sure, in words.

    What meets the goal comes before what is likely to; among equals the preferred deployment first,
    then the shorter p99. What does not is ordered by how far it is off, in parts of the goals. A
    p99 is as long as its interval over the requests and that of its profiles allow.
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
    # A preference never lifts what fails above what comes closer.
    out["_other"] = (out.deployment != goal.prefer) & (out.meets != "no") & bool(goal.prefer)
    order = ["_class", "_other", "_off", "p99_ns"]
    return out.sort_values(order, kind="stable").drop(columns=["_class", "_off", "_other"])


def _late(row, limit_ns: float) -> str:
    if not np.isfinite(row.p99_ns):
        return "more than 1 % of the requests are never answered"
    if row.p99_ns > limit_ns:
        over = row.p99_ns - limit_ns
        return f"p99 {significant(over / 1e6, 3)} ms too long ({percent(over / limit_ns, 0)} %)"
    if np.isinf(limit_ns):
        return ""
    if np.isinf(row.p99_high_ns):
        return f"{row.request_count} requests are too few to bound p99"
    if np.isnan(row.p99_resolution_ns):
        return "its profile has too few samples to bound p99"
    longest = row.p99_high_ns + row.p99_resolution_ns
    return f"p99 may be {significant(longest / 1e6, 3)} ms" if longest > limit_ns else ""


def _wrong(row, least: float) -> str:
    if least == 0:
        return ""
    if np.isnan(row.accuracy):
        return "accuracy unknown"
    if row.accuracy < least:
        return f"accuracy {100 * (least - row.accuracy):.2g} points too low"
    if np.isnan(row.accuracy_low):
        return "how sure its accuracy is, is not known"
    return f"accuracy may be {percent(row.accuracy_low)} %" if row.accuracy_low < least else ""
