"""Compares the curves of two alternatives over a swept path, and finds where they cross."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tiersim_results.comparison.median_draws import MedianDraws, percentiles
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.schema import swept_path_of
from tiersim_results.selection.sweeps import is_numeric
from tiersim_results.statistics import SIGNIFICANCE


@dataclass(frozen=True)
class Crossing:
    """The swept value at which A and B change places, in the path's unit.

    `low`, `high`: its 95 % interval. `a_first`: A is faster below it. If one of the two is never
    answered on one side, `value` is NaN. Then it is only known that the crossing lies between `low`
    and `high`.
    """

    value: float
    low: float
    high: float
    a_first: bool


@dataclass(frozen=True)
class CurveComparison:
    """Which of A and B is faster at each swept value, and where they change places.

    `at`: the swept values, float64 [n], ascending. `sign`, int64 [n]: -1 if A is significantly
    faster there, 1 if B is, 0 if neither.
    """

    at: np.ndarray
    sign: np.ndarray
    crossings: list[Crossing]

    @property
    def winner(self) -> int:
        """The faster one of two curves that do not cross: -1 is A, 1 is B, 0 is unknown."""
        return int(np.sign(self.sign.sum())) if not self.crossings else 0

    def in_words(self, a: str, b: str) -> str:
        """One line: how often the curves cross, or which one is faster."""
        if self.crossings:
            return f"{len(self.crossings)} crossing" + "s" * (len(self.crossings) > 1)
        if not self.winner:
            return "not told apart anywhere"
        winner = a if self.winner < 0 else b
        if 0 not in self.sign:
            return f"{winner} is faster throughout"
        return f"{winner} is faster, or they cannot be told apart"


def compare_curves(
    a: pd.DataFrame, b: pd.DataFrame, column: str, unit: str, medians: MedianDraws
) -> CurveComparison:
    """Compares rows of `scenario_table` at their common values of `column`, whose unit is `unit`.

    Between two simulated values, the difference of the medians is interpolated linearly: in
    1/bandwidth if the path is a bandwidth, because sending n bytes takes 8 n / bandwidth; else in
    the swept quantity itself.
    """
    a, b = _by_value(a, column), _by_value(b, column)
    at = a.index.intersection(b.index).sort_values().to_numpy()
    if at.size == 0:
        raise ResultsError(
            f"no value of {swept_path_of(column)} at which both were simulated (see: summary --all)"
        )
    with np.errstate(invalid="ignore"):
        gaps = np.array([medians.of(a.loc[x]) - medians.of(b.loc[x]) for x in at])
        gap = np.array([a.loc[x].median_ns - b.loc[x].median_ns for x in at])
    # Bonferroni's correction: in 95 of 100 studies, equal curves do not cross anywhere.
    sign = np.array([_sign(draws, 1 - SIGNIFICANCE / at.size) for draws in gaps])
    told = np.flatnonzero(sign)
    crossings = [
        _crossing(at[i : j + 1], gap[i : j + 1], gaps[i : j + 1], unit)
        for i, j in zip(told, told[1:])
        if sign[i] != sign[j]
    ]
    return CurveComparison(at, sign, crossings)


def zero(x: np.ndarray, gap: np.ndarray, unit: str) -> float:
    """The smallest x at which `gap` is zero, both float64 [n]; NaN if there is none."""
    inverse = unit == "bit/s"
    t = 1 / x if inverse else x
    change = np.flatnonzero(np.sign(gap[:-1]) * np.sign(gap[1:]) <= 0)
    if change.size == 0 or not np.isfinite(gap).all():
        return float("nan")
    i = change[0]
    step = gap[i + 1] - gap[i]
    at = t[i] if step == 0 else t[i] - gap[i] * (t[i + 1] - t[i]) / step
    return float(1 / at if inverse else at)


def _crossing(x: np.ndarray, gap: np.ndarray, gaps: np.ndarray, unit: str) -> Crossing:
    a_first = bool(gap[0] < 0)
    value = zero(x, gap, unit)
    if not np.isfinite(value):
        return Crossing(float("nan"), float(x[0]), float(x[-1]), a_first)
    zeros = np.array([zero(x, draw, unit) for draw in gaps.T])
    low, high = percentiles(zeros)
    return Crossing(value, low, high, a_first)


def _by_value(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    frame = frame.dropna(subset=[column])
    if not is_numeric(frame[column]):
        raise ResultsError(
            f"{swept_path_of(column)} is swept over texts: no curves cross (see: summary)"
        )
    if frame[column].duplicated().any():
        raise ResultsError(
            f"several scenarios at one value of {swept_path_of(column)} (fix others with --at)"
        )
    return frame.set_index(column)


def _sign(draws: np.ndarray, confidence: float) -> int:
    low, high = percentiles(draws, confidence)
    return int(low > 0) - int(high < 0)
