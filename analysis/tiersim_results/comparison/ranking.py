"""Ranks alternatives by latency. Alternatives that cannot be told apart tie."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from tiersim_results.scenarios.latencies import Latencies
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.sweeps import sweep_columns
from tiersim_results.statistics import SIGNIFICANCE, conover, kruskal_wallis, one_per_input


class Ranking:
    """The order of all alternatives of one subject at one swept point.

    Two alternatives are told apart if all of this is true:

    - Kruskal and Wallis's test over all alternatives is significant;
    - Conover's test is significant for the two (Holm's correction over all pairs, one value for
      each input);
    - the mean ranks that Conover's test compares have the same order as the medians;
    - the medians differ by more than their profiles resolve. Requests are drawn from profiles, so
      more requests do not make a profile better known.
    """

    def __init__(self, group: pd.DataFrame, latencies: Latencies) -> None:
        self._row = {scenario: i for i, scenario in enumerate(group.index)}
        self._median = group.median_ns.to_numpy()
        self._apart = _significant(group, latencies) & beyond_resolution(group)

    def ranks(self) -> pd.DataFrame:
        """By scenario: `rank`, its place by the median, and `tied`, whether it shares the rank.

        Alternatives that are not told apart share a rank, and so do all between them.
        """
        order = np.argsort(self._median, kind="stable")
        ties = ~self._apart[np.ix_(order, order)]
        # The last place that ties with this one or with any before it. A new rank begins after it.
        last = np.maximum.accumulate([np.flatnonzero(row)[-1] for row in ties])
        begins = np.concatenate([[True], last[:-1] < np.arange(1, order.size)])
        first = np.maximum.accumulate(np.where(begins, np.arange(order.size), 0))
        rank = pd.Series(1 + first, index=np.array(list(self._row))[order])
        ranked = pd.DataFrame({"rank": rank, "tied": rank.duplicated(keep=False)})
        return ranked.loc[list(self._row)]

    def tied_with(self, scenario: int, among: pd.Index) -> int:
        """How many others `among` these scenarios are not told apart from this one."""
        rows = [self._row[other] for other in among if other != scenario]
        return int((~self._apart[self._row[scenario], rows]).sum())


def rankings(frame: pd.DataFrame, latencies: Latencies) -> dict[tuple, Ranking]:
    """Rankings by (subject, swept values ...), in the order of the file."""
    keys = ["subject", *sweep_columns(frame)]
    return {values: Ranking(group, latencies) for values, group in groups_of(frame, keys)}


def rank_text(rank: int, tied: bool) -> str:
    """As in sport: "2=" is a shared second place."""
    return f"{rank}=" if tied else str(rank)


def beyond_resolution(group: pd.DataFrame) -> np.ndarray:
    """bool [k, k]: whether two medians differ by more than their profiles resolve.

    The resolutions of two profiles add up as the root of the sum of squares.
    """
    median = group.median_ns.to_numpy()
    resolution = np.nan_to_num(group.resolution_ns.to_numpy())
    with np.errstate(invalid="ignore"):
        apart = np.abs(median[:, None] - median[None, :])
    apart = np.nan_to_num(apart, nan=0.0, posinf=np.inf)  # two that are never answered
    return apart > np.hypot(resolution[:, None], resolution[None, :])


def _significant(group: pd.DataFrame, latencies: Latencies) -> np.ndarray:
    """bool [k, k]."""
    k = len(group)
    samples = [latencies.of(scenario) for scenario in group.itertuples()]
    values = [one_per_input(sample.latency_ns, sample.inputs) for sample in samples]
    if k < 2 or not kruskal_wallis(values).p_value < SIGNIFICANCE:
        return np.zeros((k, k), dtype=bool)
    parts = np.split(rankdata(np.concatenate(values)), np.cumsum([v.size for v in values])[:-1])
    mean_rank = np.array([part.mean() for part in parts])
    median = group.median_ns.to_numpy()
    agree = (mean_rank[:, None] < mean_rank[None, :]) == (median[:, None] < median[None, :])
    return (conover(values) < SIGNIFICANCE) & agree & agree.T
