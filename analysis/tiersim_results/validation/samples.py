"""The figures of one half of a validation: of a simulation, an emulation or measurements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tiersim_results.scenarios.table import QUANTILES
from tiersim_results.statistics import quantile_interval


def figures(rounds: Sequence[np.ndarray], half: str) -> dict[str, float]:
    """The statistics of a scenario's latencies over all rounds together, in ns.

    `rounds`: the latencies of the requests that were answered, one array for each round. `half` is
    the beginning of the names: `HALF_median_ns`, `HALF_median_low_ns`, `HALF_median_high_ns` (95 %
    interval from order statistics; NaN where unbounded) and `HALF_median_range_ns`, the largest
    minus the smallest median of the rounds. The same for p95 and p99. All are NaN if a round has no
    latency.
    """
    empty = not rounds or any(len(values) == 0 for values in rounds)
    own = [np.sort(np.asarray(values, dtype=np.float64)) for values in rounds]
    together = np.sort(np.concatenate(own)) if own else np.empty(0)
    found: dict[str, float] = {}
    for name, q in QUANTILES.items():
        value = low = high = span = np.nan
        if not empty:
            interval = quantile_interval(together, q)
            value, low, high = (
                bound if np.isfinite(bound) else np.nan
                for bound in (interval.value, interval.low, interval.high)
            )
            span = float(np.ptp([quantile_interval(values, q).value for values in own]))
        keys = [f"{half}_{name}{end}_ns" for end in ("", "_low", "_high", "_range")]
        found |= dict(zip(keys, (value, low, high, span)))
    return found
