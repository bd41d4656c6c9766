"""The latencies of each scenario, and the inputs of its requests."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from tiersim_results.reading.errors import damaged
from tiersim_results.reading.reader import Results

ANSWERED = (b"ok", b"late")


class Sample(NamedTuple):
    """The requests of one scenario, in their order.

    A request that was not answered counts as longer than any other: its latency is +inf.
    """

    latency_ns: np.ndarray  # float64
    inputs: np.ndarray  # int64; item of the test set, -1 if unknown
    in_time: np.ndarray  # bool; answered within the deadline

    @property
    def answered(self) -> float:
        """The share of requests that were answered."""
        return float(np.isfinite(self.latency_ns).mean())

    @property
    def independent(self) -> int:
        """The number of different inputs. Each unknown input counts as a different one."""
        known = self.inputs[self.inputs >= 0]
        return self.inputs.size - known.size + np.unique(known).size


class Latencies:
    """Reads three columns of /requests once: 24 bytes for each request."""

    def __init__(self, results: Results) -> None:
        self._latency_ns = results.column("requests", "latency_ns").astype(np.float64)
        self._inputs = results.column("requests", "sample")
        if (self._latency_ns < 0).any() or (self._inputs < -1).any():
            raise damaged(results.path, "a latency or an input is negative")
        outcome = results.column("requests", "outcome")
        self._latency_ns[~np.isin(outcome, ANSWERED)] = np.inf
        self._in_time = outcome == b"ok"

    def of(self, scenario: pd.Series) -> Sample:
        """`scenario`: a row of /scenarios."""
        return self.rows(scenario.first_request, scenario.request_count)

    def rows(self, first: int, count: int) -> Sample:
        part = slice(first, first + count)
        return Sample(self._latency_ns[part], self._inputs[part], self._in_time[part])
