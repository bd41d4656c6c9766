"""Lists what a page does not draw, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.reading.schema import IDENTITY


def left_out(scenarios: pd.DataFrame) -> list[dict]:
    """One entry for each subject, operator, deployment and cause.

    `count` of its `all` scenarios are left out.
    """
    causes = scenarios[IDENTITY].copy()
    causes["cause"], causes["reason"] = "", ""
    ok = scenarios.status == "ok"
    silent = ok & np.isinf(scenarios.median_ns)
    unrated = ok & scenarios.accuracy.isna()
    for rows, cause, reason in [
        (
            unrated,
            "accuracy unknown",
            "not in the picture of accuracy: weights or data are missing",
        ),
        (silent, "no median", "too few of its requests were answered"),
        (ok & (scenarios.request_count == 0), "no requests", "nothing was simulated"),
        (~ok, scenarios.status, scenarios.reason),
    ]:
        causes.loc[rows, "cause"] = cause if isinstance(cause, str) else cause[rows]
        causes.loc[rows, "reason"] = reason if isinstance(reason, str) else reason[rows]
    all_of = causes.groupby(IDENTITY, sort=False).size()
    out = causes[causes.cause != ""].groupby([*IDENTITY, "cause", "reason"], sort=False).size()
    return [
        dict(zip([*IDENTITY, "cause", "reason"], key), count=int(count), all=int(all_of[key[:3]]))
        for key, count in out.items()
    ]
