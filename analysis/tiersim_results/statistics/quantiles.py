"""Intervals for percentiles, such as tail latencies."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor

import numpy as np
from scipy import stats

from tiersim_results.statistics.intervals import Interval
from tiersim_results.statistics.levels import CONFIDENCE
from tiersim_results.statistics.samples import as_sample, check_confidence


def quantile_interval(
    sorted_values: np.ndarray,
    q: float,
    confidence: float = CONFIDENCE,
    effective: float | None = None,
) -> Interval:
    """The q-quantile of sorted values [n], and an interval for any distribution.

    The number of values below the true quantile is binomial. So two values of ranks r < s enclose
    it with at least `confidence`, and with at most half of the rest on either side. Source:
    Conover, Practical Nonparametric Statistics (1999), sec. 3.2. If too few values lie beyond the
    quantile, there is no such rank, and the bound is -inf or +inf.
    `effective`: the number of independent inputs, if it is smaller than n. The ranks are those for
    so many values, spread over all n, as if the values of an input were copies.
    The value is interpolated linearly, as numpy and pandas do.
    Raises ValueError if the values are not sorted, if q or confidence is not in (0, 1), or if
    effective is below 1.
    """
    check_confidence(confidence)
    values = as_sample(sorted_values, "sorted_values")
    if (values[1:] < values[:-1]).any():
        raise ValueError("sorted_values: are not sorted (np.sort them)")
    if not 0 < q < 1:
        raise ValueError(f"quantile {q}: is not in (0, 1) (write 0.95 for the 95th percentile)")
    n = values.size
    independent = n if effective is None else min(n, floor(effective))
    if independent < 1:
        raise ValueError(f"effective {effective}: is less than 1")

    below, above = _ranks(independent, q, confidence)
    rank, rank_from_last = below * n // independent, above * n // independent
    value = _interpolated(values, q)
    low = values[rank - 1] if rank else -np.inf
    high = values[n - rank_from_last] if rank_from_last else np.inf
    # With fewer than about 1 / (1 - q) values, the ranks may lie on one side of the value.
    return Interval(min(float(low), value), value, max(float(high), value))


@lru_cache(maxsize=1024)  # all scenarios of a study have the same number of requests
def _ranks(n: int, q: float, confidence: float) -> tuple[int, int]:
    """Two ranks from 1: one counted from the first value, one from the last. 0 is no rank."""
    outside = (1 - confidence) / 2
    below, above = stats.binom.ppf([outside, 1 - outside], n, q)
    return int(below), n - int(above)


def _interpolated(values: np.ndarray, q: float) -> float:
    """As np.quantile, but it gives inf between a finite value and inf, and between two infs."""
    position = (values.size - 1) * q
    lower, upper = values[floor(position)], values[ceil(position)]
    share = position - floor(position)
    return float(lower if lower == upper or share == 0 else lower + share * (upper - lower))
