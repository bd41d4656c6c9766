"""Comparing latencies and answers: tests by ranks, effect sizes, intervals by resampling.

Latencies are skewed, have ties, and repeat inputs. So no function assumes a distribution, and a
function that resamples inputs takes all values of an input together. A value may be +inf: a request
that was never answered counts as longer than any other.

>>> from tiersim_results import statistics
>>> statistics.cliffs_delta([8, 9, 9, 12], [1, 2, 2, 3]).word
'large'
"""

from tiersim_results.statistics.adjustment import adjust
from tiersim_results.statistics.bootstrap import bootstrap_medians
from tiersim_results.statistics.conover import conover
from tiersim_results.statistics.effects import Effect, cliffs_delta
from tiersim_results.statistics.inputs import one_per_input, pair_by_input
from tiersim_results.statistics.intervals import Interval, median_interval, ratio_of_medians
from tiersim_results.statistics.levels import CONFIDENCE, NORMAL_95, SIGNIFICANCE
from tiersim_results.statistics.quantiles import quantile_interval
from tiersim_results.statistics.hypotheses import (
    TestResult,
    kruskal_wallis,
    mcnemar,
    wilcoxon_signed_rank,
)

__all__ = [
    "CONFIDENCE",
    "NORMAL_95",
    "SIGNIFICANCE",
    "Effect",
    "Interval",
    "TestResult",
    "adjust",
    "bootstrap_medians",
    "cliffs_delta",
    "conover",
    "kruskal_wallis",
    "mcnemar",
    "median_interval",
    "one_per_input",
    "pair_by_input",
    "quantile_interval",
    "ratio_of_medians",
    "wilcoxon_signed_rank",
]
