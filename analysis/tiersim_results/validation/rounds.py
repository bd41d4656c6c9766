"""Computes the comparison of a validation file anew, from the requests of all rounds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.reading.errors import damaged
from tiersim_results.reading.reader import Results
from tiersim_results.reading.schema import IDENTITY, is_sweep_column
from tiersim_results.reading.validation_file import HALVES, Validation
from tiersim_results.scenarios.latencies import ANSWERED
from tiersim_results.scenarios.steps import is_step_column
from tiersim_results.validation.comparison import Comparison, compare
from tiersim_results.validation.errors import REFERENCE, SIMULATED, blame
from tiersim_results.validation.samples import figures
from tiersim_results.validation.stored import EMULATED, units_of


def recompute(validation: Validation, budget: float | None = None) -> Comparison:
    """Reads no stored figure: only the scenarios and the requests of each round.

    Raises ResultsError if the rounds hold different scenarios.
    """
    numbers = range(1, validation.rounds + 1)
    simulated, emulated = ([_read(validation, half, n) for n in numbers] for half in HALVES)
    cells = simulated[0].scenarios
    # The emulation may have had another value of a swept setting (--emulate-with).
    names = IDENTITY if validation.attributes.get("emulate_with") else list(cells)
    if not all(each.scenarios[names].equals(cells[names]) for each in [*simulated, *emulated]):
        raise damaged(validation.path, "its rounds hold different scenarios")
    parts = sorted({part for each in [*simulated, *emulated] for part in each.parts})
    rows = [_cell(simulated, emulated, scenario, parts) for scenario in range(len(cells))]
    cells = pd.concat([cells, pd.DataFrame(rows, index=cells.index)], axis=1)
    budget = validation.budget if budget is None else budget
    return compare(cells, EMULATED, parts, budget, units_of(validation))


class Round:
    """The scenarios and the answered requests of one round."""

    def __init__(self, results: Results) -> None:
        frame = results.scenarios()
        swept = [name for name in frame if is_sweep_column(name)]
        self.scenarios = frame[[*IDENTITY, *swept]]
        self.parts = [name for name in results.columns("requests") if is_step_column(name)]
        self._rows = frame[["status", "reason", "first_request", "request_count"]]
        self._answered = np.isin(results.column("requests", "outcome"), ANSWERED)
        names = ["latency_ns", *self.parts]
        self._columns = {name: results.column("requests", name) for name in names}

    def values(self, scenario: int, column: str) -> np.ndarray:
        """Of the answered requests: a latency or one of its parts, in ns. A part that no scenario
        of the round has is 0."""
        row = self._rows.iloc[scenario]
        own = slice(row.first_request, row.first_request + row.request_count)
        answered = self._answered[own]
        if column not in self._columns:
            return np.zeros(int(answered.sum()))
        return self._columns[column][own][answered]

    def problem(self, scenario: int) -> str:
        """Why the scenario has no figures; "" if it has."""
        row = self._rows.iloc[scenario]
        if row.status != "ok":
            return f"{row.status}: {row.reason}"
        return "" if len(self.values(scenario, "latency_ns")) else "no request was answered"


def _read(validation: Validation, half: str, number: int) -> Round:
    with validation.results(half, number) as results:
        return Round(results)


def _cell(
    simulated: list[Round], emulated: list[Round], scenario: int, parts: list[str]
) -> dict[str, object]:
    """The figures of one scenario, without its errors."""
    problems = [
        f"{half}, round {number}: {each.problem(scenario)}"
        for half, rounds in zip(HALVES, (simulated, emulated))
        for number, each in enumerate(rounds, 1)
        if each.problem(scenario)
    ]
    found: dict[str, object] = {
        "status": "invalid" if problems else "ok",
        "reason": problems[0] if problems else "",
    }
    means = {}
    for half, rounds in ((SIMULATED, simulated), (REFERENCE, emulated)):
        found |= figures([each.values(scenario, "latency_ns") for each in rounds], half)
        means[half] = _means(rounds, scenario, parts)
        found |= {f"{half}_{part}": means[half][part] for part in parts}
    by_round = pd.DataFrame([_means([each], scenario, parts) for each in emulated])
    return found | {"blame": blame(means[SIMULATED], by_round, means[REFERENCE])}


def _means(rounds: list[Round], scenario: int, parts: list[str]) -> pd.Series:
    """The mean of each part over these rounds together."""
    means = {}
    for part in parts:
        values = np.concatenate([each.values(scenario, part) for each in rounds])
        means[part] = values.mean() if len(values) else np.nan
    return pd.Series(means, dtype=float)
