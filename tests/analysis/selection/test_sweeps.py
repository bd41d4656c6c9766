"""Swept values are given as tables print them."""

import numpy as np
import pytest

from analysis.helpers.results_file import BANDWIDTH, Scenario, write
import tiersim_results as ts
from tiersim_results.reading.errors import ResultsError
from tiersim_results.selection.sweeps import select_at, swept_path


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
