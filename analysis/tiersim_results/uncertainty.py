"""Medians as they might have come out: over the requests drawn and the profiles measured."""

from __future__ import annotations

import zlib

import numpy as np
import pandas as pd

from tiersim_results.latencies import Latencies
from tiersim_results.statistics import Interval, bootstrap_medians

DRAWS = 1000  # enough for 95 % intervals: Efron & Tibshirani, An Introduction to the Bootstrap
SEED = 1
NORMAL_95 = 1.959963984540054  # half width of a normal's 95 % interval, in standard deviations


class MedianDraws:
    """Bootstrap medians of scenarios (rows of `cells`), each drawn once: 8 kB a scenario."""

    def __init__(self, latencies: Latencies) -> None:
        self._latencies = latencies
        self._known: dict[int, np.ndarray] = {}

    def of(self, scenario: pd.Series) -> np.ndarray:
        """float64 [DRAWS], ns: medians of resampled inputs, shifted by how well the medians of the
        scenario's profiles are known.

        Scenarios that asked about the same inputs draw the same ones. The shift is one for all
        swept values of an alternative: they share its profiles. One input alone says nothing of
        others: half of its draws are 0, half are endless.
        """
        if scenario.id not in self._known:
            self._known[scenario.id] = self._draw(scenario)
        return self._known[scenario.id]

    def ratio(self, a: pd.Series, b: pd.Series) -> Interval:
        """Median of `a` over median of `b`, with its 95 % interval; NaN where neither answers."""
        with np.errstate(invalid="ignore", divide="ignore"):
            draws = self.of(a) / self.of(b)
            value = np.float64(a.median_ns) / np.float64(b.median_ns)
        low, high = percentiles(draws)
        return Interval(low, float(value), high)

    def _draw(self, scenario: pd.Series) -> np.ndarray:
        sample = self._latencies.of(scenario)
        if sample.independent < 2:
            return np.random.default_rng([SEED, int(scenario.id)]).choice([0.0, np.inf], DRAWS)
        # Unknown inputs are not the same ones in another scenario: they are drawn for themselves.
        known = (sample.inputs >= 0).any()
        seed = np.random.SeedSequence([SEED] if known else [SEED, int(scenario.id)])
        medians = bootstrap_medians(sample.latency_ns, sample.inputs, draws=DRAWS, seed=seed)
        resolution = scenario.resolution_ns
        if not resolution > 0:  # nor where it is unknown
            return medians
        name = f"{scenario.subject} {scenario.operator} {scenario.deployment}"
        shift = np.random.default_rng([SEED, zlib.crc32(name.encode())])
        return medians + shift.normal(0, resolution / NORMAL_95, DRAWS)


def percentiles(draws: np.ndarray, confidence: float = 0.95) -> tuple[float, float]:
    """The central interval of draws, of which some may be infinite; NaN where none is a number."""
    draws = np.sort(draws[~np.isnan(draws)])
    if draws.size == 0:
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    # Order statistics, not interpolated: infinities have no middle.
    low = draws[int(np.floor(tail * (draws.size - 1)))]
    return float(low), float(draws[int(np.ceil((1 - tail) * (draws.size - 1)))])
