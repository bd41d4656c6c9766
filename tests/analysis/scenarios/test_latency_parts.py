"""The parts of a latency: which there are, in what order, and what they add up to."""

import numpy as np
import pytest

import tiersim_results as ts
from analysis.helpers.results_file import Scenario, write
from tiersim_results.scenarios.latency_parts import FEW, mean_parts, mean_steps
from tiersim_results.scenarios.steps import STEPS, describe_step, is_step_column

PARTS = {
    "network_ns.mobile-edge": np.array([1e6, 3e6]),
    "compute_ns.edge": np.array([5e6, 5e6]),
    "queue_ns.edge": np.array([0.0, 4e6]),
    "load_ns.edge": np.zeros(2),
    "network_ns.edge-mobile": np.array([1e6, 1e6]),
}


def parts_of(path, count):
    rows = [Scenario("a", f"x{n}", "edge", sum(PARTS.values()), parts=PARTS) for n in range(count)]
    with ts.open(write(path, rows)) as results:
        return mean_parts(results, results.scenarios())


@pytest.mark.parametrize("count", [1, FEW + 1])
def test_parts_are_means_in_the_order_of_the_way_and_add_up(tmp_path, count):
    parts = parts_of(tmp_path / "p.h5", count)
    assert len(parts) == count
    # No request loads the model: that part is left out.
    assert dict(parts.iloc[-1]) == {
        "network_ns.mobile-edge": 2e6,
        "queue_ns.edge": 2e6,
        "compute_ns.edge": 5e6,
        "network_ns.edge-mobile": 1e6,
    }
    assert list(parts)[0] == "network_ns.mobile-edge" and list(parts)[-1].endswith("edge-mobile")
    assert parts.iloc[-1].sum() == sum(PARTS.values()).mean()


def test_steps_are_summed_over_all_places(tmp_path):
    steps = mean_steps(parts_of(tmp_path / "p.h5", 1)).iloc[0]
    assert list(steps.index) == list(STEPS)
    assert steps.to_dict() == {"network": 3e6, "queue": 2e6, "load": 0.0, "compute": 5e6}


def test_the_parts_of_a_message_are_no_steps():
    names = ["network_ns.a-b", "network_queue_ns.a-b", "transmission_ns.a-b", "latency_ns"]
    assert [name for name in names if is_step_column(name)] == ["network_ns.a-b"]


def test_a_step_is_described_by_its_place():
    assert describe_step("network_ns.mobile-edge") == "mobile to edge"
    assert describe_step("load_ns.cloud") == "load, cloud"
