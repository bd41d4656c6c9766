"""The tables of a comparison: scenarios, parts of the latency, decisions."""

from __future__ import annotations

import pandas as pd

from tiersim_results.output.tables import Table
from tiersim_results.quantities.numbers import ms, percent
from tiersim_results.quantities.units import MILLISECOND, format_quantity
from tiersim_results.reading.schema import ALTERNATIVE, IDENTITY
from tiersim_results.scenarios.steps import describe_step
from tiersim_results.scenarios.table import QUANTILES
from tiersim_results.selection.choices import label
from tiersim_results.selection.sweeps import short_path, sweep_columns
from tiersim_results.validation.comparison import Comparison, part_errors, told_blame
from tiersim_results.validation.errors import LIMITS, REFERENCE, SIMULATED
from tiersim_results.validation.summary import describe_cell


def scenario_table(comparison: Comparison) -> Table:
    """All scenarios, also the invalid ones."""
    cells, reference = comparison.cells, comparison.reference
    values, shown = _names(comparison, cells)
    for name in ALTERNATIVE:
        values[name] = shown[name] = cells[name]
    for name in QUANTILES:
        for half, title in ((SIMULATED, SIMULATED), (REFERENCE, reference)):
            for end in ("", "_low", "_high"):
                values[f"{title}_{name}{end}_ms"] = cells[f"{half}_{name}{end}_ns"] / MILLISECOND
        values[f"{name}_error"] = cells[f"{name}_error"]
        values[f"{name}_repeatability"] = cells[f"{name}_repeatability"]
    for name in LIMITS:
        prefix = "" if name == "median" else f"{name} "
        shown[f"{prefix}{SIMULATED} ms"] = cells[f"{SIMULATED}_{name}_ns"].map(ms)
        shown[f"{prefix}{reference} ms"] = cells[f"{REFERENCE}_{name}_ns"].map(ms)
        shown[f"{prefix}error %"] = cells[f"{name}_error"].map(signed_percent)
        if cells[f"{name}_repeatability"].notna().any():
            shown[f"{prefix}repeats within %"] = cells[f"{name}_repeatability"].map(percent)
    for part in comparison.parts:
        for half, title in ((SIMULATED, SIMULATED), (REFERENCE, reference)):
            name = f"{title}_{part.replace('_ns.', '_ms.')}"
            values[name] = cells[f"{half}_{part}"] / MILLISECOND
    if comparison.parts:
        values["blame"] = cells.blame
        shown["to blame"] = [describe_step(part) if part else "" for part in told_blame(cells)]
    values["verdict"] = shown["verdict"] = cells.verdict
    values["reason"] = cells.reason
    return Table(values, shown)


def part_table(comparison: Comparison) -> Table:
    """The parts of the latency over all valid scenarios; empty for measurements."""
    parts, reference = part_errors(comparison), comparison.reference
    if parts.empty:
        return Table(parts, parts)
    shown = pd.DataFrame({"part": parts.part.map(describe_step), "scenarios": parts.scenarios})
    values = parts[["part", "scenarios"]].copy()
    for half, title in ((SIMULATED, SIMULATED), (REFERENCE, reference)):
        values[f"{title}_ms"] = parts[f"{half}_ns"] / MILLISECOND
        shown[f"{title} ms"] = parts[f"{half}_ns"].map(ms)
    for name in ("error", "worst"):
        values[f"{name}_ms"] = parts[f"{name}_ns"] / MILLISECOND
        shown[f"{name} ms"] = [f"{value:+.3f}" for value in values[f"{name}_ms"]]
    shown["worst in"] = values["worst_in"] = [describe_cell(comparison, row) for row in parts.worst]
    shown["to blame in"] = values["blamed"] = parts.blamed
    return Table(values, shown)


def decision_table(comparison: Comparison) -> Table:
    decisions, reference = comparison.decisions, comparison.reference
    values, shown = _names(comparison, decisions)
    for half, title in ((SIMULATED, SIMULATED), (REFERENCE, reference)):
        names = [decisions[f"{half}_{name}"] for name in ALTERNATIVE]
        shown[f"{title} choice"] = [label(*pair) for pair in zip(*names)]
        for name, column in zip(ALTERNATIVE, names):
            values[f"{title}_{name}"] = column
    values["agree"] = shown["agree"] = decisions.agree
    values["regret"] = decisions.regret
    shown["regret %"] = decisions.regret.map(percent)
    return Table(values, shown)


# Title -> table of a comparison.
TABLES = {"scenarios": scenario_table, "parts": part_table, "decisions": decision_table}


def signed_percent(fraction: float) -> str:
    text = percent(fraction)
    return f"+{text}" if fraction > 0 else text


def _names(comparison: Comparison, rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Subject and swept values: as values, and as text to show."""
    swept = sweep_columns(rows)
    values = rows[[IDENTITY[0], *swept]].copy()
    shown = rows[[IDENTITY[0]]].copy()
    for name in swept:
        unit = comparison.unit(name)
        shown[short_path(name)] = [format_quantity(value, unit) for value in rows[name]]
    return values, shown
