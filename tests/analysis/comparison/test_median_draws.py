"""Intervals of ratios of medians hold the true ratio as often as they say."""

import numpy as np

from analysis.helpers.results_file import Scenario, write
import tiersim_results as ts
from tiersim_results.analysis import Analysis


def test_ratios_of_what_is_drawn_anew_cover_the_truth(tmp_path):
    """Unknown inputs: 100 seeds of two normal samples, means 10 and 11 ms. At 95 %, fewer than 88
    hits have a probability of 0.001 (binomial)."""
    hits = 0
    unknown = np.full(80, -1)
    for seed in range(100):
        random = np.random.default_rng(seed)
        rows = [
            Scenario("a", name, "edge", 1e6 * random.normal(mean, 1, 80), inputs=unknown)
            for name, mean in (("x", 10.0), ("y", 11.0))
        ]
        with ts.open(write(tmp_path / "x.h5", rows)) as results:
            analysis = Analysis(results)
            x, y = (analysis.usable.iloc[i] for i in range(2))
            ratio = analysis.medians.ratio(x, y)
        hits += ratio.low <= 10 / 11 <= ratio.high
    assert hits >= 88
