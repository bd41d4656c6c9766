"""Bootstrap medians: how a median varies with the requests drawn and the profiles measured."""

from __future__ import annotations

import zlib

import numpy as np
import pandas as pd

from tiersim_results.scenarios.latencies import Latencies
from tiersim_results.statistics import CONFIDENCE, NORMAL_95, Interval, bootstrap_medians

# Enough for 95 % intervals: Efron & Tibshirani, An Introduction to the Bootstrap (1993).
DRAWS = 1000
SEED = 1


class MedianDraws:
    """Draws the bootstrap medians of a scenario once and keeps them: 8 kB for each scenario."""

    def __init__(self, latencies: Latencies) -> None:
        self._latencies = latencies
        self._known: dict[int, np.ndarray] = {}

    def of(self, scenario: pd.Series) -> np.ndarray:
        """float64 [DRAWS], ns. `scenario`: a row of `scenario_table`.

        Each draw is the median of resampled inputs, plus a random shift. The shift stands for the
        error of the medians of the scenario's profiles. It is normal, and its 95 % interval has the
        half width `resolution_ns`. All swept values of an alternative have the same shift in one
        draw, because they share its profiles. Scenarios with the same inputs draw the same inputs.
        If there is a single input, nothing is known about others: half of the draws are 0, and half
        are infinite.
        """
        if scenario.id not in self._known:
            self._known[scenario.id] = self._draw(scenario)
        return self._known[scenario.id]

    def ratio(self, a: pd.Series, b: pd.Series) -> Interval:
        """Median of `a` over median of `b`, with its 95 % interval; NaN if neither is answered."""
        with np.errstate(invalid="ignore", divide="ignore"):
            draws = self.of(a) / self.of(b)
            value = np.float64(a.median_ns) / np.float64(b.median_ns)
        low, high = percentiles(draws)
        return Interval(low, float(value), high)

    def _draw(self, scenario: pd.Series) -> np.ndarray:
        sample = self._latencies.of(scenario)
        if sample.independent < 2:
            return np.random.default_rng([SEED, int(scenario.id)]).choice([0.0, np.inf], DRAWS)
        # Unknown inputs differ between scenarios, so each scenario draws with its own seed.
        known = (sample.inputs >= 0).any()
        seed = np.random.SeedSequence([SEED] if known else [SEED, int(scenario.id)])
        medians = bootstrap_medians(sample.latency_ns, sample.inputs, draws=DRAWS, seed=seed)
        resolution = scenario.resolution_ns
        if not resolution > 0:  # 0, or NaN: unknown
            return medians
        name = f"{scenario.subject} {scenario.operator} {scenario.deployment}"
        shift = np.random.default_rng([SEED, zlib.crc32(name.encode())])
        return medians + shift.normal(0, resolution / NORMAL_95, DRAWS)


def percentiles(draws: np.ndarray, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The central interval of draws, which may be infinite; NaN if all draws are NaN."""
    draws = np.sort(draws[~np.isnan(draws)])
    if draws.size == 0:
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    # Order statistics, without interpolation: there is nothing between a number and infinity.
    low = draws[int(np.floor(tail * (draws.size - 1)))]
    return float(low), float(draws[int(np.ceil((1 - tail) * (draws.size - 1)))])
