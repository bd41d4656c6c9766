"""Holds the results of a simulation against measured cells."""

from __future__ import annotations

import difflib
import numpy as np
import pandas as pd

from tiersim_results.quantities.units import format_quantity, parse_quantity
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.reader import Results
from tiersim_results.reading.schema import IDENTITY, is_sweep_column, sweep_column, swept_path_of
from tiersim_results.scenarios.latencies import ANSWERED
from tiersim_results.scenarios.table import QUANTILES
from tiersim_results.selection.sweeps import SAME_VALUE, is_numeric
from tiersim_results.validation.comparison import Comparison, compare
from tiersim_results.validation.errors import REFERENCE, SIMULATED
from tiersim_results.validation.measured_cells import LATENCY, MEDIAN, P95, MeasuredRow
from tiersim_results.validation.samples import figures

MEASURED = "measured"


def against_measured(results: Results, rows: list[MeasuredRow], budget: float) -> Comparison:
    """Compares every measured cell with the scenario that simulates it.

    Raises ResultsError, which names line and column, if a cell was not simulated, if it fits
    several scenarios, and if two rows give the median of one cell.
    """
    scenarios = results.scenarios()
    own = _by_scenario(results, scenarios, rows)
    names = [*IDENTITY, *filter(is_sweep_column, scenarios), "status", "reason"]
    cells = scenarios.loc[sorted(own), names].copy()
    found = []
    for number in cells.index:
        simulated = _answered(results, scenarios.loc[number])
        found.append(figures([simulated], SIMULATED) | _measured(own[number]))
        if cells.loc[number, "status"] != "ok":
            cells.loc[number, "status"] = "invalid"
        elif not len(simulated):
            cells.loc[number, ["status", "reason"]] = "invalid", "no request was answered"
    cells = pd.concat([cells, pd.DataFrame(found, index=cells.index)], axis=1)
    units = {path: results.unit("scenarios", sweep_column(path)) for path in results.sweep_paths}
    return compare(cells, MEASURED, [], budget, units)


def _answered(results: Results, scenario: pd.Series) -> np.ndarray:
    """The latencies of the answered requests, in ns."""
    own = slice(scenario.first_request, scenario.first_request + scenario.request_count)
    outcome = results.column("requests", "outcome", own)
    return results.column("requests", "latency_ns", own)[np.isin(outcome, ANSWERED)]


def _measured(rows: list[MeasuredRow]) -> dict[str, float]:
    """The figures of one cell. One set of measurements does not tell how well it repeats."""
    if LATENCY in rows[0].figures_ns:
        found = figures([np.array([row.figures_ns[LATENCY] for row in rows])], REFERENCE)
    else:
        found = figures([], REFERENCE)
        found[f"{REFERENCE}_median_ns"] = rows[0].figures_ns[MEDIAN]
        found[f"{REFERENCE}_p95_ns"] = rows[0].figures_ns.get(P95, np.nan)
    return found | {f"{REFERENCE}_{name}_range_ns": np.nan for name in QUANTILES}


def _by_scenario(
    results: Results, scenarios: pd.DataFrame, rows: list[MeasuredRow]
) -> dict[int, list[MeasuredRow]]:
    """The measured rows of each scenario, by its number."""
    known: dict[tuple[str, ...], int] = {}
    found: dict[int, list[MeasuredRow]] = {}
    for row in rows:
        texts = tuple(row.fields[name].text for name in row.fields if name not in row.figures_ns)
        if texts not in known:  # the rows of one cell mostly have the same texts
            known[texts] = _scenario_of(results, scenarios, row)
        own = found.setdefault(known[texts], [])
        if own and MEDIAN in row.figures_ns:
            problem = f"line {own[0].line} already has the median of this cell (keep one)"
            raise row.refuse(MEDIAN, problem)
        own.append(row)
    return found


def _scenario_of(results: Results, scenarios: pd.DataFrame, row: MeasuredRow) -> int:
    """The number of the scenario that simulates the cell of a row."""
    frame = scenarios
    for name in [*IDENTITY, *filter(is_sweep_column, row.fields)]:
        if name not in frame:
            there = ", ".join(results.sweep_paths) or "nothing"
            problem = f"is not swept in the results (they sweep {there}; simulate it with --sweep)"
            raise row.refuse(name, problem)
        matching = frame[_matches(results, frame[name], name, row)]
        if matching.empty:
            raise row.refuse(name, _not_simulated(results, scenarios, frame, name, row))
        frame = matching
    if len(frame) > 1:
        open_paths = [
            swept_path_of(name)
            for name in frame
            if is_sweep_column(name) and frame[name].nunique(dropna=False) > 1
        ]
        remedy = f"add a column sweep.{open_paths[0]}" if open_paths else "simulate each cell once"
        raise row.refuse(IDENTITY[0], f"{len(frame)} scenarios fit this cell ({remedy})")
    return int(frame.index[0])


def _matches(results: Results, values: pd.Series, name: str, row: MeasuredRow) -> np.ndarray:
    text = row.fields[name].text
    if name in IDENTITY or not is_numeric(values):
        return (values == text).to_numpy()
    try:
        wanted = parse_quantity(text, results.unit("scenarios", name))
    except ResultsError as error:
        raise row.refuse(name, str(error)) from error
    apart = np.abs(values.to_numpy() - wanted)
    close = apart <= SAME_VALUE * abs(wanted)
    # The nearest, where a fine sweep has several.
    return close & (apart == apart[close].min()) if close.any() else close


def _not_simulated(
    results: Results, scenarios: pd.DataFrame, frame: pd.DataFrame, name: str, row: MeasuredRow
) -> str:
    """`frame`: the scenarios that fit the columns before `name`."""
    text = row.fields[name].text
    unit = results.unit("scenarios", name) if is_sweep_column(name) else ""
    there = _texts(frame[name], unit)
    anywhere = text in set(_texts(scenarios[name], unit)) if name in IDENTITY else False
    near = [] if anywhere else difflib.get_close_matches(text, there, 1)
    remedy = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(there)}"
    return f'"{text}" was not simulated{" for this cell" if anywhere else ""} ({remedy})'


def _texts(values: pd.Series, unit: str) -> list[str]:
    known = list(dict.fromkeys(values.dropna()))
    return [format_quantity(value, unit) if unit else str(value) for value in known]
