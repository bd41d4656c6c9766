"""The parts of a latency: the mean time of each step at each place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.reading.reader import Results
from tiersim_results.scenarios.steps import STEPS, is_step_column, step_of

FEW = 10  # The rows of fewer scenarios are read one by one. For more, whole columns are read.
_DISTANCES = {"client": 0, "mobile": 1, "edge": 2, "cloud": 3}


def mean_parts(results: Results, scenarios: pd.DataFrame) -> pd.DataFrame:
    """Mean nanoseconds of each part over a scenario's requests, float64.

    Columns are named as in /requests and ordered as a request passes them. The means add up to the
    mean latency; medians would not. The parts of an unanswered request end when it was given up.
    """
    names = sorted(filter(is_step_column, results.columns("requests")), key=part_order)
    means = {name: _means(results, name, scenarios) for name in names}
    frame = pd.DataFrame(means, index=scenarios.index)
    return frame.loc[:, (frame != 0).any()]


def mean_steps(parts: pd.DataFrame) -> pd.DataFrame:
    """The parts of `mean_parts`, added up over all places: one column for each step."""
    return pd.DataFrame(
        {
            step: parts[[name for name in parts if step_of(name)[0] == step]].sum(axis=1)
            for step in STEPS
        }
    )


def _means(results: Results, name: str, scenarios: pd.DataFrame) -> np.ndarray:
    rows = [
        slice(first, first + count)
        for first, count in zip(scenarios.first_request, scenarios.request_count)
    ]
    if len(rows) < FEW:
        parts = [results.column("requests", name, part) for part in rows]
    else:
        values = results.column("requests", name)
        parts = [values[part] for part in rows]
    return np.array([part.mean() if part.size else np.nan for part in parts])


def part_order(name: str) -> tuple[float, int]:
    """The place of a part on a request's way, to sort by: out to the last tier and back again.

    At one tier, it is the order of STEPS.
    """
    step, place = step_of(name)
    if step != "network":
        return _DISTANCES.get(place, 9), list(STEPS).index(step)
    begin, end = (_DISTANCES.get(name, 9) for name in place.split("-", 1))
    return (end - 0.5, 0) if end > begin else (20 - begin, 0)
