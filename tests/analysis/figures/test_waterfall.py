"""The figure of a waterfall."""

import numpy as np

from analysis.helpers.results_file import Scenario, write
import tiersim_results as ts
from tiersim_results.analysis import Analysis
from tiersim_results.figures.waterfall import waterfall
from tiersim_results.scenarios.latency_parts import mean_parts
from tiersim_results.scenarios.steps import describe_step


def test_the_waterfall_follows_the_way(tmp_path):
    # 1 ms up, 2 ms waiting, 3 ms computing, 4 ms down.
    names = ["network_ns.edge-mobile", "compute_ns.edge", "queue_ns.edge", "network_ns.mobile-edge"]
    parts = dict(zip(names, np.repeat([[4e6], [3e6], [2e6], [1e6]], 9, axis=1)))
    rows = [Scenario("a", "x", "edge", np.full(9, 10e6), parts=parts)]
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        frame = Analysis(results).usable
        means = mean_parts(results, frame)
    assert list(means) == names[::-1]
    bars = waterfall(frame, means, "").axes[0].patches
    assert [bar.get_x() for bar in bars] == [0, 1, 3, 6]
    assert [bar.get_width() for bar in bars] == [1, 2, 3, 4]
    assert [describe_step(name) for name in means] == [
        "mobile to edge",
        "queue, edge",
        "compute, edge",
        "edge to mobile",
    ]
