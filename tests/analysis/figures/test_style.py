"""How figures mark alternatives."""

import numpy as np

from analysis.helpers.results_file import BANDWIDTH, Scenario, write
import tiersim_results as ts
from tiersim_results.analysis import Analysis
from tiersim_results.figures.pareto import accuracy_over_latency
from tiersim_results.figures.sweep import latency_over_sweep


COLUMN = f"sweep.{BANDWIDTH}"


def test_what_is_marked_is_hollow_and_named(tmp_path):
    rows = [
        Scenario("a", "x", "edge", np.arange(9) + 1e6, {BANDWIDTH: 1e6}, 0.5, extrapolated=1),
        Scenario("a", "y", "edge", np.arange(9) + 1e6, {BANDWIDTH: 1e6}, 0.5),
    ]
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        frame = Analysis(results).usable
    for figure in (
        latency_over_sweep(frame, COLUMN, "bit/s"),
        accuracy_over_latency(frame, "1 Mbps"),
    ):
        handles, labels = figure.axes[0].get_legend_handles_labels()
        known = dict(zip(labels, handles))
        hollow = known["x on edge (extrapolated)"]
        line = hollow.lines[0] if hasattr(hollow, "lines") else hollow
        assert line.get_markerfacecolor() == "none"
        assert "y on edge" in known
