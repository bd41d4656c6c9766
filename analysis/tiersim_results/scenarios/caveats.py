"""What a reader must know before relying on a number."""

from __future__ import annotations

import pandas as pd

from tiersim_results.reading.reader import Results
from tiersim_results.scenarios.table import is_usable
from tiersim_results.scenarios.trust import trust_lines

# Columns of `scenario_table` that mark a scenario -> what such scenarios do.
MARKS = {
    "extrapolated": "rest on profiles calculated for a tier larger than the machine",
    "unstable": "rest on a profile that did not reach its precision",
}


def marks(scenario) -> str:
    """The marks of one row of `scenario_table`, e.g. "extrapolated, unstable"; may be empty."""
    return ", ".join(name for name in MARKS if getattr(scenario, name, False))


def excluded(frame: pd.DataFrame) -> list[str]:
    """The reasons why scenarios are left out of all answers, one line each."""
    out = frame[~is_usable(frame)]
    lines = []
    for (status, reason), rows in out.groupby(["status", "reason"], sort=False):
        names = list(
            dict.fromkeys(f"{r.subject}: {r.operator} on {r.deployment}" for r in rows.itertuples())
        )
        shown = "; ".join(names[:3]) + (f"; and {len(names) - 3} more" if len(names) > 3 else "")
        why = f" ({reason})" if reason else ""
        kind = status if status != "ok" else "without requests"
        lines.append(f"left out, {kind}{why}: {len(rows)} scenarios of {shown}")
    return lines


def caveats(results: Results, frame: pd.DataFrame) -> list[str]:
    """One line for each caveat of the whole file: what is left out, hardly to be trusted,
    extrapolated or unstable."""
    lines = []
    if results.attributes.get("complete", "yes") != "yes":
        lines.append("INCOMPLETE: the study was interrupted; only what had finished is here")
    lines += excluded(frame)
    lines += trust_lines(frame[is_usable(frame)])
    for name, meaning in MARKS.items():
        count = int(frame[name].astype(bool).sum()) if name in frame else 0
        if count:
            lines.append(f"{count} of {len(frame)} scenarios {meaning} (marked {name})")
    unknown = frame[(frame.status == "ok") & frame.resolution_ns.isna()]
    if len(unknown):
        lines.append(
            f"{len(unknown)} scenarios rest on profiles of too few samples to tell how well they "
            "are known: that error is in no interval here"
        )
    return lines
