"""Of what a latency is made: the waterfall of each scenario."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.reader import Results

KINDS = ("network", "queue", "load", "compute")
FEW = 10  # scenarios that are read one by one; of more, whole columns are
_PLACES = {"client": 0, "mobile": 1, "edge": 2, "cloud": 3}


def mean_parts(results: Results, scenarios: pd.DataFrame) -> pd.DataFrame:
    """Mean nanoseconds of each part over a scenario's requests, float64; columns as in /requests,
    in the order of a request's way. They add up to the mean latency: medians would not. Of requests
    that were not answered they are those until the end."""
    names = [n for n in results.columns("requests") if n.split("_ns.")[0] in KINDS]
    names.sort(key=_order)
    means = {name: _means(results, name, scenarios) for name in names}
    frame = pd.DataFrame(means, index=scenarios.index)
    return frame.loc[:, (frame != 0).any()]


def describe_part(name: str) -> str:
    """describe_part("network_ns.mobile-edge") is "mobile to edge"; "compute_ns.edge" is
    "compute, edge"."""
    kind, _, place = name.partition("_ns.")
    return place.replace("-", " to ") if kind == "network" else f"{kind}, {place}"


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


def _order(name: str) -> tuple[float, int]:
    """Out to the last tier and back again; at a tier, wait, load, compute."""
    kind, _, place = name.partition("_ns.")
    if kind != "network":
        return _PLACES.get(place, 9), KINDS.index(kind)
    begin, end = (_PLACES.get(name, 9) for name in place.split("-", 1))
    return (end - 0.5, 0) if end > begin else (20 - begin, 0)
