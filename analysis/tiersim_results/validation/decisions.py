"""Whether a simulation and its reference choose alike, and what a wrong choice costs."""

from __future__ import annotations

import pandas as pd

from tiersim_results.reading.schema import ALTERNATIVE
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.sweeps import sweep_columns
from tiersim_results.validation.errors import REFERENCE, SIMULATED

AGREEMENTS = ("yes", "tie", "no")


def decide(cells: pd.DataFrame) -> pd.DataFrame:
    """One row for each subject and point of the sweep: which alternative has the smallest median.

    `cells`: of `with_errors`. Rows whose status is not `ok` do not take part. A point with fewer
    than two alternatives has nothing to decide, and no row. Columns:

    - `simulated_operator`, `simulated_deployment`: the choice by the simulated medians;
      `reference_operator`, `reference_deployment`: that by the reference's medians;
    - `agree`: `yes`, if both are the same; `tie`, if they are not, but their reference medians
      differ by no more than the rounds of one of them; else `no`;
    - `regret`, a fraction: the reference median of the simulated choice over the smallest one, - 1.
    """
    keys = ["subject", *sweep_columns(cells)]
    rows = []
    for values, group in groups_of(cells[cells.status == "ok"], keys):
        if len(group) > 1:
            rows.append(dict(zip(keys, values)) | _decision(group))
    names = [f"{half}_{name}" for half in (SIMULATED, REFERENCE) for name in ALTERNATIVE]
    decisions = pd.DataFrame(rows, columns=[*keys, *names, "agree", "regret"])
    return decisions.astype({"regret": float})


def _decision(group: pd.DataFrame) -> dict[str, object]:
    medians = group[f"{REFERENCE}_median_ns"]
    chosen, best = group[f"{SIMULATED}_median_ns"].idxmin(), medians.idxmin()
    ranges = medians * group.median_repeatability
    if chosen == best:
        agree = "yes"
    else:
        tied = medians[chosen] - medians[best] <= ranges[[chosen, best]].max()
        agree = "tie" if tied else "no"
    choices = {
        f"{half}_{name}": group.loc[row, name]
        for half, row in ((SIMULATED, chosen), (REFERENCE, best))
        for name in ALTERNATIVE
    }
    # Only a damaged file has a median of 0.
    regret = medians[chosen] / medians[best] - 1 if medians[best] > 0 else float("nan")
    return choices | {"agree": agree, "regret": float(regret)}
