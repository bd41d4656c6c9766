"""The numbers that a page draws."""

import json
import re

import numpy as np
from analysis.helpers.results_file import BANDWIDTH, Scenario, write

import tiersim_results as ts
from tiersim_results import page


FAST = np.full(100, 5_000_000)


def html_of(path, *arguments):
    with ts.open(path) as results:
        return page.build(results, *arguments)


def data_of(html):
    return json.loads(re.search(r'id="data">(.*?)</script>', html, re.S)[1])


def test_figures_are_written_in_milliseconds_with_their_intervals(tmp_path):
    scenario = Scenario("toy", "sptq", "edge", FAST, {BANDWIDTH: 1e6}, accuracy=0.9)
    columns = data_of(html_of(write(tmp_path / "r.h5", [scenario])))["scenarios"]
    assert columns["median"] == columns["median_low"] == columns["median_high"] == [5]
    assert columns["accuracy"] == [0.9]
    # 100 requests: the largest is below the true p99 with probability 0.99^100 = 37 %.
    assert columns["p99_high"] == ["inf"]


def test_parts_are_in_the_order_of_a_requests_way(tmp_path):
    parts = {
        name: np.full(100, 1_000_000)
        for name in (
            "network_ns.cloud-mobile",
            "compute_ns.cloud",
            "queue_ns.cloud",
            "network_ns.mobile-cloud",
            "compute_ns.mobile",
        )
    }
    scenario = Scenario("toy", "partition", "mobile-cloud", FAST, {}, parts=parts)
    data = data_of(html_of(write(tmp_path / "r.h5", [scenario])))
    assert [(part["step"], part["place"]) for part in data["parts"]] == [
        ("compute", "mobile"),
        ("network", "mobile-cloud"),
        ("queue", "cloud"),
        ("compute", "cloud"),
        ("network", "cloud-mobile"),
    ]
    assert data["scenarios"]["parts"] == [[0, 1, 1, 1, 2, 1, 3, 1, 4, 1]]  # part, ms, part, ms, ...
