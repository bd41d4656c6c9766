"""Compares the latencies of two scenarios: how much faster one is, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tiersim_results.scenarios.latencies import Latencies, Sample
from tiersim_results.selection.pairing import Pair
from tiersim_results.statistics import (
    SIGNIFICANCE,
    Effect,
    Interval,
    adjust,
    cliffs_delta,
    kruskal_wallis,
    one_per_input,
    pair_by_input,
    wilcoxon_signed_rank,
)
from tiersim_results.comparison.median_draws import MedianDraws

# Medians within this ratio count as the same: profiles are measured to within 2 %.
MARGIN = 0.02
# What A may be, compared with B.
VERDICTS = ("faster", "slower", "same", "undecided")


@dataclass(frozen=True)
class Comparison:
    """A's latency against B's.

    `ratio`: median of A over median of B, below 1 if A is faster. `effect`: Cliff's delta, negative
    if A is faster. `paired`: if true, `p_value` is of Wilcoxon's signed rank test over common
    inputs; else it is of Kruskal and Wallis's test.
    """

    pair: Pair
    ratio: Interval
    effect: Effect
    p_value: float
    paired: bool


def compare(pair: Pair, latencies: Latencies, medians: MedianDraws) -> Comparison:
    a, b = latencies.of(pair.a), latencies.of(pair.b)
    own_a, own_b = (one_per_input(s.latency_ns, s.inputs) for s in (a, b))
    p_value, paired = _test(a, b, own_a, own_b)
    ratio = medians.ratio(pair.a, pair.b)
    return Comparison(pair, ratio, cliffs_delta(own_a, own_b), p_value, paired)


def verdicts(comparisons: list[Comparison], margin: float = MARGIN) -> pd.DataFrame:
    """For each comparison, `p_value` after Holm's correction over all of them, and `verdict`:

    - `same` if the ratio's interval lies within the margin of 1;
    - `faster` or `slower` if the test is significant and the interval lies on one side of 1;
    - `undecided` else.
    """
    adjusted = adjust(np.array([c.p_value for c in comparisons]))
    words = [_verdict(c.ratio, p, margin) for c, p in zip(comparisons, adjusted)]
    return pd.DataFrame({"p_value": adjusted, "verdict": words})


def _verdict(ratio: Interval, p_value: float, margin: float) -> str:
    if 1 / (1 + margin) <= ratio.low and ratio.high <= 1 + margin:
        return "same"
    if p_value < SIGNIFICANCE and ratio.high < 1:
        return "faster"
    if p_value < SIGNIFICANCE and ratio.low > 1:
        return "slower"
    return "undecided"


def _test(a: Sample, b: Sample, own_a: np.ndarray, own_b: np.ndarray) -> tuple[float, bool]:
    common_a, common_b = pair_by_input(a.latency_ns, a.inputs, b.latency_ns, b.inputs)
    if common_a.size == own_a.size == own_b.size:
        return wilcoxon_signed_rank(*_finite(common_a, common_b)).p_value, True
    return kruskal_wallis([own_a, own_b]).p_value, False


def _finite(*values: np.ndarray) -> list[np.ndarray]:
    """Replaces infinity by a finite time that is longer than all others.

    Wilcoxon's test needs differences, and infinity minus infinity is undefined.
    """
    known = [v[np.isfinite(v)] for v in values]
    longest = max((v.max() for v in known if v.size), default=0.0)
    return [np.where(np.isfinite(v), v, 3 * longest + 1) for v in values]
