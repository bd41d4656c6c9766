"""A results file with what all answers are made of, each worked out when first asked for."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from tiersim_results.cells import cells, usable
from tiersim_results.latencies import Latencies
from tiersim_results.ranking import Ranking, rankings
from tiersim_results.reader import Results
from tiersim_results.uncertainty import MedianDraws


class Analysis:
    def __init__(self, results: Results) -> None:
        self.results = results

    @cached_property
    def latencies(self) -> Latencies:
        return Latencies(self.results)

    @cached_property
    def medians(self) -> MedianDraws:
        return MedianDraws(self.latencies)

    @cached_property
    def cells(self) -> pd.DataFrame:
        """All scenarios with their figures: see `cells`."""
        return cells(self.results, self.latencies)

    @cached_property
    def usable(self) -> pd.DataFrame:
        """Those that answers may rest on; raises ResultsError where there is none."""
        return usable(self.results, self.cells)

    @cached_property
    def rankings(self) -> dict[tuple, Ranking]:
        """Of each subject and swept point: see `rankings`."""
        return rankings(self.usable, self.latencies)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """`rank` and `tied` of every usable scenario, by its id."""
        return pd.concat(ranking.ranks() for ranking in self.rankings.values())
