"""The figures of a whole study in sentences."""

from __future__ import annotations

from tiersim_results.quantities.numbers import percent
from tiersim_results.quantities.units import format_quantity
from tiersim_results.reading.schema import swept_path_of
from tiersim_results.selection.choices import label
from tiersim_results.selection.sweeps import sweep_columns
from tiersim_results.validation.comparison import Comparison, mean_and_worst


def summary_line(comparison: Comparison) -> str:
    """ "median error X %, p95 error Y %, decisions agree in N of M": means of absolute errors."""
    valid = comparison.valid
    median, p95 = (mean_and_worst(valid[f"{name}_error"])[0] for name in ("median", "p95"))
    agree = int(comparison.decisions.agree.isin(["yes", "tie"]).sum())
    return (
        f"median error {percent(median)} %, p95 error {percent(p95)} %, "
        f"decisions agree in {agree} of {len(comparison.decisions)}"
    )


def worst_line(comparison: Comparison) -> str:
    """The largest errors, and the scenarios that have them; "" if no error is known."""
    told = []
    for name in ("median", "p95"):
        _, worst, row = mean_and_worst(comparison.valid[f"{name}_error"])
        if row is not None:
            told.append(f"{name} {percent(worst)} % ({describe_cell(comparison, row)})")
    return f"largest error: {', '.join(told)}" if told else ""


def regret_line(comparison: Comparison) -> str:
    """What the largest regret is; "" if there is none."""
    wrong = comparison.decisions[comparison.decisions.regret > 0]
    if wrong.empty:
        return ""
    return (
        f"the simulated choice is at most {percent(wrong.regret.max())} % slower than the "
        f"{comparison.reference} best"
    )


def left_out(comparison: Comparison) -> list[str]:
    """The reasons why scenarios are invalid, one line each."""
    invalid = comparison.cells[comparison.cells.verdict == "invalid"]
    lines = []
    for reason, rows in invalid.groupby("reason", sort=False):
        names = [describe_cell(comparison, row) for row in rows.index[:3]]
        more = [f"and {len(rows) - 3} more"] if len(rows) > 3 else []
        lines.append(f"left out, invalid ({reason}): {'; '.join([*names, *more])}")
    return lines


def describe_cell(comparison: Comparison, row: object) -> str:
    """ "bert_mini: sptq on edge, links.edge-cloud.bandwidth = 1 Mbps"."""
    cell = comparison.cells.loc[row]
    swept = [
        f"{swept_path_of(name)} = {format_quantity(cell[name], comparison.unit(name))}"
        for name in sweep_columns(comparison.cells)
    ]
    return ", ".join([f"{cell.subject}: {label(cell.operator, cell.deployment)}", *swept])
