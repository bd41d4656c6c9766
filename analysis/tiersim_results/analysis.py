"""A results file, with what several answers need from it. Each part is computed once."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from tiersim_results.comparison.median_draws import MedianDraws
from tiersim_results.comparison.ranking import Ranking, rankings
from tiersim_results.goal.criteria import Goal, goal_of
from tiersim_results.goal.sentences import goal_sentences
from tiersim_results.reading.reader import Results
from tiersim_results.scenarios.latencies import Latencies
from tiersim_results.scenarios.table import scenario_table, usable


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
    def scenarios(self) -> pd.DataFrame:
        """All scenarios: see `scenario_table`."""
        return scenario_table(self.results, self.latencies)

    @cached_property
    def usable(self) -> pd.DataFrame:
        """The scenarios that answers may rest on; raises ResultsError if there is none."""
        return usable(self.results, self.scenarios)

    @cached_property
    def goal(self) -> Goal | None:
        """The goal of the study; None if it has none."""
        return goal_of(self.results)

    def goal_answer(self, frame: pd.DataFrame | None = None) -> list[str]:
        """The answer to the goal in sentences; empty if the study has none.

        `frame`: rows of `scenarios`; all if not given.
        """
        if self.goal is None:
            return []
        return goal_sentences(self.results, self.scenarios if frame is None else frame, self.goal)

    @cached_property
    def rankings(self) -> dict[tuple, Ranking]:
        """By subject and swept values: see `rankings`."""
        return rankings(self.usable, self.latencies)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """`rank` and `tied` of each usable scenario, by its id."""
        return pd.concat(ranking.ranks() for ranking in self.rankings.values())
