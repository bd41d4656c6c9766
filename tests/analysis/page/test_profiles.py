"""The profiles that a page lists."""

import json
import re

import numpy as np
from analysis.helpers.results_file import Profile, Scenario, write

import tiersim_results as ts
from tiersim_results import page


FAST = np.full(100, 5_000_000)


def html_of(path, *arguments):
    with ts.open(path) as results:
        return page.build(results, *arguments)


def data_of(html):
    return json.loads(re.search(r'id="data">(.*?)</script>', html, re.S)[1])


def test_profiles_say_what_is_unknown(tmp_path):
    profile = Profile("toy", "sptq", "edge", 5_000_000, half_width_ns=-1)
    rows = [Scenario("toy", "sptq", "edge", FAST)]
    profiles = data_of(html_of(write(tmp_path / "r.h5", rows, [profile])))["profiles"]
    assert profiles["median_ms"] == [5] and profiles["median_low_ms"] == [None]
