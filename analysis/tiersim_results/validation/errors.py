"""The errors of a simulation, the verdict on each scenario, and the part to blame.

A table of cells has one row for each scenario. `simulated_median_ns` and `reference_median_ns` are
its medians; the reference is the emulation, or measurements. The columns of p95 and p99 are named
alike. `status` is `ok` or `invalid`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.scenarios.table import QUANTILES

SIMULATED, REFERENCE = "simulated", "reference"
# Statistic -> how many budgets its error may be. p99 has no limit: few requests tell it.
LIMITS = {"median": 1, "p95": 2}
VERDICTS = ("agrees", "within noise", "off", "invalid")


def with_errors(cells: pd.DataFrame) -> pd.DataFrame:
    """Adds for each statistic `S_error`, a fraction: (simulated - reference) / reference; and
    `S_repeatability`, a fraction: the range of the reference's rounds / reference. The latter is
    NaN without `reference_S_range_ns`."""
    out = cells.copy()
    for name in QUANTILES:
        reference = cells[f"{REFERENCE}_{name}_ns"]
        reference = reference.where(reference > 0)
        out[f"{name}_error"] = (cells[f"{SIMULATED}_{name}_ns"] - reference) / reference
        spread = cells.get(f"{REFERENCE}_{name}_range_ns", pd.Series(np.nan, cells.index))
        out[f"{name}_repeatability"] = spread / reference
    return out


def verdicts(cells: pd.DataFrame, budget: float) -> list[str]:
    """One of VERDICTS for each row of `with_errors`.

    - `invalid`: the status is not `ok`.
    - `agrees`: every error is within its limit, a multiple of the budget.
    - `within noise`: every error past its limit is within the repeatability of the reference.
    - `off`: all others.

    An error that is unknown, such as that of a p95 which was not measured, is not past its limit.
    """
    return [_verdict(row, budget) for row in cells.to_dict("records")]


def _verdict(row: dict, budget: float) -> str:
    if row["status"] != "ok":
        return "invalid"
    past = [name for name, limit in LIMITS.items() if abs(row[f"{name}_error"]) > limit * budget]
    if not past:
        return "agrees"
    repeated = (abs(row[f"{name}_error"]) <= row[f"{name}_repeatability"] for name in past)
    return "within noise" if all(repeated) else "off"


def blame(simulated: pd.Series, rounds: pd.DataFrame, reference: pd.Series) -> str:
    """The part whose means differ most; "" if they differ by no more than the reference's rounds.

    `simulated`, `reference`: the mean of each part over all rounds, in ns. `rounds`: the means of
    the reference in each round, one row for each round.
    """
    apart = (simulated - reference).abs()
    if apart.isna().all():
        return ""
    worst = apart.idxmax()
    own = rounds[worst].max() - rounds[worst].min()
    return str(worst) if apart[worst] > own else ""
