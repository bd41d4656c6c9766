"""The figure of a sweep shows medians, with labelled axes."""

import numpy as np
import pytest

from analysis.helpers.results_file import BANDWIDTH, Scenario, write
import tiersim_results as ts
from tiersim_results.analysis import Analysis
from tiersim_results.figures.sweep import latency_over_sweep

COLUMN = f"sweep.{BANDWIDTH}"


def lines_of(panel):
    return {line.get_label(): line.get_xydata() for line in panel.lines}


def test_curves_are_medians_in_readable_units(planted):
    figure = latency_over_sweep(planted.usable, COLUMN, "bit/s")
    panel = figure.axes[0]
    assert panel.get_title() == "photo_net"
    assert panel.get_xlabel() == f"{BANDWIDTH} [Mbps]"
    assert panel.get_ylabel() == "latency [ms]"
    curve = lines_of(panel)["identity on cloud"]
    # 10 ms, 2 ms on the way, and 80 kbit at 1, 2, 5, ... Mbps.
    assert curve[:, 0] == pytest.approx([1, 2, 5, 10, 20, 50])
    assert curve[:, 1] == pytest.approx([92, 52, 28, 20, 16, 13.6], rel=0.01)


def test_what_never_answers_is_not_drawn(tmp_path):
    lost = Scenario("a", "x", "edge", np.arange(9) + 1e6, {BANDWIDTH: 1e6}, 0.5)
    lost.outcome = ["dropped"] * 9
    rows = [lost, Scenario("a", "x", "edge", np.arange(9) + 1e6, {BANDWIDTH: 2e6}, 0.5)]
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        frame = Analysis(results).usable
    curve = lines_of(latency_over_sweep(frame, COLUMN, "bit/s").axes[0])["x on edge"]
    assert np.isnan(curve[0, 1]) and curve[1, 1] == pytest.approx(1.0, rel=1e-4)
