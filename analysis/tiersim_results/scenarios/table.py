"""The scenario table: one row for each scenario, with the numbers that all answers rest on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.accuracy.interval import accuracy_interval
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.reader import Results
from tiersim_results.scenarios.latencies import Latencies
from tiersim_results.scenarios.profile_precision import profile_precision
from tiersim_results.statistics import quantile_interval

QUANTILES = {"median": 0.5, "p95": 0.95, "p99": 0.99}


def scenario_table(results: Results, latencies: Latencies | None = None) -> pd.DataFrame:
    """All scenarios in the order of the file, indexed by `id`.

    Columns: those of /scenarios, of `profile_precision` and of `accuracy_interval`, and

    - `median_ns`, `p95_ns`, `p99_ns`, float64: +inf if too many requests were not answered;
    - `median_low_ns`, `median_high_ns` and so on: the 95 % confidence interval, whatever the
      distribution. A bound is infinite if there are too few requests. Repeated inputs count once;
    - `answered`: the share of requests that were answered;
    - `in_time`: the share of requests that were answered within their deadline.

    These are NaN if the status of the scenario is not `ok`.
    """
    scenarios = results.scenarios()
    latencies = latencies or Latencies(results)
    rows = [_figures(latencies, scenario) for scenario in scenarios.itertuples()]
    figures = pd.DataFrame(rows, index=scenarios.index, columns=_names(), dtype=float)
    quality = profile_precision(results, scenarios)
    return pd.concat([scenarios, figures, quality, accuracy_interval(results, scenarios)], axis=1)


def usable(results: Results, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that answers may rest on; raises ResultsError if there is none."""
    frame = frame[is_usable(frame)]
    if frame.empty:
        raise ResultsError(
            f"{results.path}: holds no request of a scenario that is ok (see: tiersim show)"
        )
    return frame


def is_usable(frame: pd.DataFrame) -> pd.Series:
    """bool: which rows of /scenarios have requests, ran to their end and rest on valid profiles."""
    return (frame.status == "ok") & (frame.request_count > 0)


def _names() -> list[str]:
    return [f"{name}{end}_ns" for name in QUANTILES for end in ("", "_low", "_high")] + [
        "answered",
        "in_time",
    ]


def _figures(latencies: Latencies, scenario) -> list[float]:
    if scenario.status != "ok" or scenario.request_count == 0:
        return [np.nan] * len(_names())
    sample = latencies.of(scenario)
    ordered = np.sort(sample.latency_ns)
    figures = []
    for q in QUANTILES.values():
        interval = quantile_interval(ordered, q, effective=sample.independent)
        figures += [interval.value, interval.low, interval.high]
    return figures + [sample.answered, float(sample.in_time.mean())]
