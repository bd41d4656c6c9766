"""The interval of an accuracy follows from the size of the test set."""

import numpy as np
import pytest

from analysis.helpers.results_file import Scenario, Variant, write
import tiersim_results as ts
from tiersim_results.scenarios.table import scenario_table


def figures(tmp_path, *scenarios, **more):
    with ts.open(write(tmp_path / "cells.h5", scenarios, **more)) as results:
        return scenario_table(results)


def test_accuracy_is_known_as_well_as_the_test_set_is_large(tmp_path):
    # Wilson, 9 of 10, z = 1.959964: centre (0.9 + z^2 / 20) / (1 + z^2 / 10) = 0.78887,
    # half width z sqrt(0.09 / 10 + z^2 / 400) / (1 + z^2 / 10) = 0.19328.
    row = figures(
        tmp_path,
        Scenario("a", "sptq", "edge", np.arange(9), accuracy=0.9),
        variants=[Variant("a", "sptq", [1] * 10, [1] * 9 + [2])],
    ).iloc[0]
    assert [row.accuracy_low, row.accuracy_high] == pytest.approx([0.59585, 0.98212], abs=1e-4)
