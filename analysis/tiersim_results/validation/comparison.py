"""A simulation held against its reference: the figures of a whole study."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tiersim_results.reading.schema import swept_path_of
from tiersim_results.scenarios.latency_parts import part_order
from tiersim_results.validation.decisions import decide
from tiersim_results.validation.errors import REFERENCE, SIMULATED, verdicts, with_errors


@dataclass(frozen=True)
class Comparison:
    """`reference`: "emulated" or "measured". `cells`: one row for each scenario, with errors,
    `verdict` and, of an emulation, `blame`. `decisions`: of `decide`. `parts`: those of the
    latencies that `cells` has as `simulated_PART` and `reference_PART`; none for measurements.
    `budget`: a fraction. `units`: by swept path."""

    reference: str
    cells: pd.DataFrame
    decisions: pd.DataFrame
    parts: list[str]
    budget: float
    units: dict[str, str]

    def unit(self, column: str) -> str:
        """The unit of a swept column; "" if it has none."""
        return self.units.get(swept_path_of(column), "")

    @property
    def valid(self) -> pd.DataFrame:
        """The rows of `cells` that have figures."""
        return self.cells[self.cells.verdict != "invalid"]


def compare(
    cells: pd.DataFrame, reference: str, parts: list[str], budget: float, units: dict[str, str]
) -> Comparison:
    """The comparison of cells of which the statistics are known: see `errors`."""
    cells = with_errors(cells)
    cells["verdict"] = verdicts(cells, budget)
    if "blame" not in cells:
        cells["blame"] = ""
    return Comparison(reference, cells, decide(cells), parts, budget, units)


def part_errors(comparison: Comparison) -> pd.DataFrame:
    """One row for each part of the latency, over the valid scenarios in which it takes time.

    `scenarios`: how many these are. `simulated_ns`, `reference_ns`: means. `error_ns`: the mean of
    simulated - reference. `worst_ns`: the largest such difference, with its sign. `worst`: its row
    of `cells`. `blamed`: in how many of the scenarios this part is to blame for an error past the
    budget. Rows are in the order of a request's way.
    """
    valid = comparison.valid
    blamed = told_blame(valid)
    rows = []
    for part in sorted(comparison.parts, key=part_order):
        simulated, reference = (valid[f"{half}_{part}"] for half in (SIMULATED, REFERENCE))
        used = (simulated > 0) | (reference > 0)
        if not used.any():
            continue
        apart = (simulated - reference)[used].fillna(0)
        worst = apart.abs().idxmax()
        rows.append(
            {
                "part": part,
                "scenarios": int(used.sum()),
                "simulated_ns": simulated[used].mean(),
                "reference_ns": reference[used].mean(),
                "error_ns": apart.mean(),
                "worst_ns": apart[worst],
                "worst": worst,
                "blamed": int((blamed[used] == part).sum()),
            }
        )
    return pd.DataFrame(rows)


def told_blame(cells: pd.DataFrame) -> pd.Series:
    """The part to blame for the error of each scenario; "" where the error is within the budget."""
    return cells.blame.where(cells.verdict != "agrees", "")


def mean_and_worst(errors: pd.Series) -> tuple[float, float, object]:
    """The mean of the absolute errors, the largest one, and its row; NaN and None if there are
    none."""
    known = errors.abs().dropna()
    if known.empty:
        return np.nan, np.nan, None
    return float(known.mean()), float(known.max()), known.idxmax()
