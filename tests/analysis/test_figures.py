"""Pictures show what the file holds, with labelled axes."""

import numpy as np
import pytest

from known_file import BANDWIDTH, Scenario, write
from tiersim_results import reader
from tiersim_results.analysis import Analysis
from tiersim_results.figures.crossover import curves_and_crossings
from tiersim_results.figures.pareto import accuracy_over_latency
from tiersim_results.figures.sweep import latency_over_sweep
from tiersim_results.figures.waterfall import waterfall
from tiersim_results.crossovers import where_the_fastest_changes
from tiersim_results.fronts import pareto_front
from tiersim_results.parts import describe_part, mean_parts
from tiersim_results.points import ends_and_middle, middle_point
from tiersim_results.readable import most_telling

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


def test_what_is_marked_is_hollow_and_named(tmp_path):
    rows = [
        Scenario("a", "x", "edge", np.arange(9) + 1e6, {BANDWIDTH: 1e6}, 0.5, extrapolated=1),
        Scenario("a", "y", "edge", np.arange(9) + 1e6, {BANDWIDTH: 1e6}, 0.5),
    ]
    with reader.open(write(tmp_path / "x.h5", rows)) as results:
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


def test_what_never_answers_is_not_drawn(tmp_path):
    lost = Scenario("a", "x", "edge", np.arange(9) + 1e6, {BANDWIDTH: 1e6}, 0.5)
    lost.outcome = ["dropped"] * 9
    rows = [lost, Scenario("a", "x", "edge", np.arange(9) + 1e6, {BANDWIDTH: 2e6}, 0.5)]
    with reader.open(write(tmp_path / "x.h5", rows)) as results:
        frame = Analysis(results).usable
    curve = lines_of(latency_over_sweep(frame, COLUMN, "bit/s").axes[0])["x on edge"]
    assert np.isnan(curve[0, 1]) and curve[1, 1] == pytest.approx(1.0, rel=1e-4)


def test_the_pareto_front_is_what_nothing_beats_on_both(planted):
    frame = planted.usable.iloc[:5].assign(
        median_ns=[1, 2, 3, 4, 2], accuracy=[0.5, 0.9, 0.8, 0.95, 0.7]
    )
    assert list(pareto_front(frame).index) == [0, 1, 3]


def test_the_crossing_is_marked_where_it_is(planted):
    frame = planted.usable[planted.usable.subject == "photo_net"]
    found = where_the_fastest_changes(planted, frame, COLUMN)
    panel = curves_and_crossings(frame, found, COLUMN, "bit/s").axes[0]
    marked = [line.get_xdata()[0] for line in panel.lines if line.get_linestyle() == "--"]
    assert found.value[0] / 1e6 in marked


def test_the_waterfall_follows_the_way(tmp_path):
    # 1 ms up, 2 ms waiting, 3 ms computing, 4 ms down.
    names = ["network_ns.edge-mobile", "compute_ns.edge", "queue_ns.edge", "network_ns.mobile-edge"]
    parts = dict(zip(names, np.repeat([[4e6], [3e6], [2e6], [1e6]], 9, axis=1)))
    rows = [Scenario("a", "x", "edge", np.full(9, 10e6), parts=parts)]
    with reader.open(write(tmp_path / "x.h5", rows)) as results:
        frame = Analysis(results).usable
        means = mean_parts(results, frame)
    assert list(means) == names[::-1]
    bars = waterfall(frame, means, "").axes[0].patches
    assert [bar.get_x() for bar in bars] == [0, 1, 3, 6]
    assert [bar.get_width() for bar in bars] == [1, 2, 3, 4]
    assert [describe_part(name) for name in means] == [
        "mobile to edge",
        "queue, edge",
        "compute, edge",
        "edge to mobile",
    ]


def test_a_picture_has_no_more_than_can_be_read(planted):
    """Of eight alternatives the three shown are those that win somewhere, or nearly."""
    kept = most_telling(planted.usable, 3)
    photo = kept[kept.subject == "photo_net"]
    names = set(photo.operator + " on " + photo.deployment)
    assert len(names) == 3 and {"sptq on edge", "sptq on cloud"} <= names
    assert len(photo) == 3 * 6


def test_points_of_a_sweep(planted):
    middle, where = middle_point(planted.results, planted.usable)
    assert where == f"{BANDWIDTH} = 5 Mbps"
    assert set(middle[COLUMN]) == {5e6}
    assert set(ends_and_middle(planted.usable)[COLUMN]) == {1e6, 5e6, 50e6}
