"""Swept paths and values are asked for as tables print them."""

import numpy as np
import pandas as pd
import pytest

from analysis.helpers.results_file import BANDWIDTH, Scenario, write
import tiersim_results as ts
from tiersim_results.reading.errors import ResultsError
from tiersim_results.selection.sweeps import point_text, refuse_other_sweeps, select_at, swept_path


def test_swept_values_are_given_as_tables_print_them(tmp_path):
    rows = [Scenario("a", "sptq", "edge", np.array([1]), {BANDWIDTH: v}) for v in (1e6, 1.8478e6)]
    with ts.open(write(tmp_path / "x.h5", rows)) as results:
        frame = results.scenarios()
        assert list(select_at(results, frame, [f"{BANDWIDTH}=1.848 Mbps"]).id) == [1]
        assert swept_path(results, None) == BANDWIDTH
        for setting, told in [
            (f"{BANDWIDTH}=3 Mbps", "not simulated at 3 Mbps .but at 1 Mbps, 1.848 Mbps"),
            (f"{BANDWIDTH}=3", "is not a quantity"),
            ("bandwidth", "is no PATH=VALUE"),
            ("links.edge-cloud.bandwith=1 Mbps", "did you mean"),
        ]:
            with pytest.raises(ResultsError, match=told):
                select_at(results, frame, [setting])


def test_a_point_names_the_paths_that_are_swept_there(tmp_path):
    sweeps = [{BANDWIDTH: 1e6, "links.x.delay": np.nan}, {BANDWIDTH: 2e6, "links.x.delay": 5e6}]
    rows = [Scenario("a", "sptq", "edge", np.array([1]), sweep) for sweep in sweeps]
    path = write(tmp_path / "x.h5", rows, units={"links.x.delay": "ns"})
    with ts.open(path) as results:
        points = [point_text(results, row) for _, row in results.scenarios().iterrows()]
    assert points == [f"{BANDWIDTH} = 1 Mbps", f"{BANDWIDTH} = 2 Mbps, links.x.delay = 5 ms"]


def test_a_curve_has_all_other_paths_held():
    frame = pd.DataFrame({"sweep.a": [1.0, 2.0], "sweep.b": [5.0, 5.0], "sweep.c": ["x", "y"]})
    refuse_other_sweeps(frame[["sweep.a", "sweep.b"]], "sweep.a")
    with pytest.raises(ResultsError, match="a is swept, too .fix it with --at a=VALUE."):
        refuse_other_sweeps(frame[["sweep.a", "sweep.b"]], "sweep.b")
    with pytest.raises(ResultsError, match="c is swept over texts"):
        refuse_other_sweeps(frame, "sweep.c")
