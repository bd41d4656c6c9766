"""A file that `tiersim validate` wrote: stored figures, and the results of each round."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd

from tiersim_results.reading.check import check_version
from tiersim_results.reading.errors import ResultsError, damaged
from tiersim_results.reading.hdf5_file import Hdf5File, decoded, open_file
from tiersim_results.reading.reader import Results
from tiersim_results.reading.schema import (
    IDENTITY,
    VALIDATION,
    is_sweep_column,
    is_time,
    swept_path_of,
)

HALVES = ("simulated", "emulated")
# The groups of stored figures, and their columns that hold texts.
CELLS, DECISIONS = "validation", "decisions"
TEXTS = {
    CELLS: [*IDENTITY, "status", "reason", "blame", "verdict"],
    DECISIONS: [
        "subject",
        "agree",
        *(f"{half}_{name}" for half in HALVES for name in IDENTITY[1:]),
    ],
}
# Columns of texts -> the texts that they may hold.
WORDS = {
    (CELLS, "status"): {"ok", "invalid"},
    (CELLS, "verdict"): {"agrees", "within noise", "off", "invalid"},
    (DECISIONS, "agree"): {"yes", "no", "tie"},
}
STATISTICS = ("median", "p95", "p99")
# The parts of a latency, each at several places.
PARTS = ("network", "queue", "load", "compute")
# What a file may hold: each round has two groups; a time is an int64, or a mean of some.
MOST_ROUNDS = 10_000
LARGEST_BUDGET = 100.0
SHORTEST_NS, LONGEST_NS = 1e-9, 2.0**63


class Validation:
    """One validation file. Close it, or use it in a `with` statement.

    `budget`: the largest error of a median that is accepted, a fraction. `rounds`: how often the
    study was simulated and emulated.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Raises ResultsError if the file is no validation, or damaged."""
        self.path = os.fspath(path)
        self._file = open_file(self.path)
        try:
            check_version(self._file)
            self.budget, self.rounds = _budget_and_rounds(self._file)
            _check_tables(self._file)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Validation:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def attributes(self) -> dict[str, str]:
        """Facts about the validation: `study`, `emulate_with` and so on."""
        return {name: str(value) for name, value in self._file.attributes().items()}

    @property
    def sweep_paths(self) -> list[str]:
        return [swept_path_of(name) for name in self._file.columns(CELLS) if is_sweep_column(name)]

    @property
    def parts(self) -> list[str]:
        """The parts of a latency that have columns, named as in /requests."""
        begin = f"{HALVES[0]}_"
        names = [name for name in self._file.columns(CELLS) if name.startswith(begin)]
        return [part for name in names if is_part(part := name.removeprefix(begin))]

    def unit(self, column: str) -> str:
        return self._file.unit(CELLS, column)

    def cells(self) -> pd.DataFrame:
        """The stored figures: one row for each scenario. A figure that is unknown is NaN."""
        return self._frame(CELLS)

    def decisions(self) -> pd.DataFrame:
        """The stored decisions: one row for each subject and point of the sweep."""
        return self._frame(DECISIONS)

    def results(self, half: str, number: int) -> Results:
        """The results of one round, from 1. `half` is one of HALVES. Close them."""
        return Results(self.path, f"{half}/{number}")

    def _frame(self, group: str) -> pd.DataFrame:
        names = self._file.columns(group)
        frame = pd.DataFrame({name: decoded(self._file.values(group, name)) for name in names})
        for name in names:
            if is_time(name):  # -1 stands for an unknown time, or a bound that is not known
                times = frame[name].astype(float)
                frame[name] = times.where(np.isfinite(times) & (times >= 0))
        return frame


def is_part(name: str) -> bool:
    """Whether a column of /requests is a part of the latency: "compute_ns.edge"."""
    return name.startswith(tuple(f"{step}_ns." for step in PARTS))


def is_validation(path: str | os.PathLike[str]) -> bool:
    """Whether the file says that it is a validation. It may be damaged all the same."""
    if not os.path.isfile(path):
        return False
    try:
        file = open_file(os.fspath(path))
    except ResultsError:
        return False
    try:
        return file.attributes().get("mode") == VALIDATION
    except ResultsError:
        return False
    finally:
        file.close()


def _budget_and_rounds(file: Hdf5File) -> tuple[float, int]:
    attributes = file.attributes()
    if attributes.get("mode") != VALIDATION:
        raise ResultsError(f"{file.path}: is no validation (make one with tiersim validate)")
    budget, rounds = attributes.get("budget"), attributes.get("rounds")
    if not isinstance(budget, float) or not 0 < budget <= LARGEST_BUDGET:
        raise damaged(file.path, f"its budget is not between 0 and {LARGEST_BUDGET:g}")
    if not isinstance(rounds, int) or not 1 <= rounds <= MOST_ROUNDS:
        raise damaged(file.path, f"its rounds are not between 1 and {MOST_ROUNDS}")
    return budget, rounds


def _check_tables(file: Hdf5File) -> None:
    for group, texts in TEXTS.items():
        names = file.columns(group)
        for name in texts:
            if file.kind(group, name) != "text":
                raise damaged(file.path, f"{file.name(group, name)} holds no texts")
        if len({file.length(group, name) for name in names}) > 1:
            raise damaged(file.path, f"columns of {file.name(group)} differ in length")
        for name in set(names) - set(texts):
            _check_figure(file, group, name)
    _check_statistics(file)
    for (group, name), words in WORDS.items():
        found = set(decoded(file.values(group, name)))
        if not found <= words:
            told = ", ".join(sorted(words))
            raise damaged(file.path, f"{file.name(group, name)} holds other words than {told}")


def _check_figure(file: Hdf5File, group: str, name: str) -> None:
    if is_sweep_column(name):
        file.unit(group, name)  # refuses one that is no text
        if not file.kind(group, name):
            raise damaged(file.path, f"{file.name(group, name)} is neither text nor numbers")
        values = file.values(group, name)
        if values.dtype.kind == "f" and np.isinf(values).any():
            raise damaged(file.path, f"{file.name(group, name)} is infinite")
    elif file.kind(group, name) not in ("integer", "number"):
        raise damaged(file.path, f"{file.name(group, name)} holds no numbers")
    elif is_time(name):
        times = file.values(group, name).astype(float)
        times = times[np.isfinite(times) & (times > 0)]
        if ((times < SHORTEST_NS) | (times > LONGEST_NS)).any():
            raise damaged(file.path, f"{file.name(group, name)} holds what is no time")


def _check_statistics(file: Hdf5File) -> None:
    """Refuses a file that lacks a column of a statistic, or one half of a part."""
    names = set(file.columns(CELLS))
    needed = {f"{name}_{what}" for name in STATISTICS for what in ("error", "repeatability")}
    for half, other in (HALVES, HALVES[::-1]):
        needed |= {f"{half}_{name}{end}_ns" for name in STATISTICS for end in ("", "_low", "_high")}
        needed |= {
            f"{half}_{part}"
            for name in names
            if name.startswith(f"{other}_") and is_part(part := name.removeprefix(f"{other}_"))
        }
    missing = sorted(needed - names)
    if missing:
        raise ResultsError(
            f"{file.path}: {file.name(CELLS)} has no column {missing[0]!r} (run the study again)"
        )
    if "regret" not in file.columns(DECISIONS):
        raise ResultsError(
            f"{file.path}: {file.name(DECISIONS)} has no column 'regret' (run the study again)"
        )
