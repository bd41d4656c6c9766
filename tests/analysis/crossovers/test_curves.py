"""Zeros of a difference, against closed forms."""

import numpy as np
import pytest

from tiersim_results.crossovers.curves import zero


def test_a_difference_that_is_linear_in_1_over_bandwidth_is_found_exactly():
    # 8e6 bit / x - 1 s is zero at 8 Mbps, wherever it is sampled.
    for x in ([1e6, 100e6], [7e6, 9e6], [1e6, 2e6, 50e6]):
        x = np.array(x)
        assert zero(x, 8e6 / x - 1, "bit/s") == pytest.approx(8e6, rel=1e-12)


def test_any_other_quantity_is_itself():
    x = np.array([0.0, 10.0, 40.0])  # 2 x - 30 is zero at 15
    assert zero(x, 2 * x - 30, "ns") == pytest.approx(15)
    assert np.isnan(zero(x, x + 1, "ns"))
