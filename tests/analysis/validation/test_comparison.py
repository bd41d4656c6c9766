"""The figures of a whole study: sums over scenarios, parts and what they contribute."""

import numpy as np
import pytest

from analysis.helpers.results_file import Scenario
from analysis.helpers.validation_file import MS, write_validation
from tiersim_results import Validation
from tiersim_results.validation.comparison import part_errors
from tiersim_results.validation.contributions import contributions, largest
from tiersim_results.validation.stored import stored
from tiersim_results.validation.summary import regret_line, summary_line, worst_line


def scenario(operator, **parts):
    """100 equal requests; `network` and `compute` in ms."""
    names = {"network": "network_ns.mobile-edge", "compute": "compute_ns.edge"}
    own = {names[name]: np.full(100, int(value * MS)) for name, value in parts.items()}
    return Scenario("toy", operator, "edge", sum(own.values()), parts=own)


@pytest.fixture
def comparison(tmp_path):
    """a: the errors of two parts cancel. b: computing is 2 ms of 10 too short."""
    halves = {
        "simulated": [[scenario("a", network=5, compute=5), scenario("b", network=2, compute=6)]]
        * 2,
        "emulated": [[scenario("a", network=4, compute=6), scenario("b", network=2, compute=8)]]
        * 2,
    }
    with Validation(write_validation(tmp_path / "toy.validation.h5", halves)) as validation:
        return stored(validation)


def test_errors_of_parts_that_cancel_are_shown(comparison):
    # a: 10 ms in both, but the message is 1 ms too long, and computing is 1 ms too short.
    shares = contributions(comparison)
    assert list(shares) == ["network_ns.mobile-edge", "compute_ns.edge"]
    assert shares.iloc[0].tolist() == pytest.approx([0.1, -0.1])
    assert shares.iloc[1].tolist() == pytest.approx([0, -0.2])
    # The sum of a row is the error of the mean latency: 8 ms against 10 ms.
    assert shares.iloc[1].sum() == pytest.approx(comparison.cells.median_error[1])


def test_the_largest_errors_are_kept_in_the_order_of_the_file(comparison):
    shares = contributions(comparison)
    assert largest(comparison, shares, None) == [0, 1]
    assert largest(comparison, shares, 1) == [0]  # both are off by 20 % in all: the first
    assert largest(comparison, shares.mul([1, 2], axis=0), 1) == [1]


def test_a_part_has_its_mean_and_its_worst_error(comparison):
    parts = part_errors(comparison).set_index("part")
    compute = parts.loc["compute_ns.edge"]
    # Computing: 5 and 6 ms simulated, 6 and 8 ms emulated.
    assert (compute.simulated_ns, compute.reference_ns) == (5.5 * MS, 7 * MS)
    assert (compute.error_ns, compute.worst_ns, compute.worst) == (-1.5 * MS, -2 * MS, 1)
    # Of a, the median agrees: nothing is to blame. Of b, computing is.
    assert compute.blamed == 1 and parts.loc["network_ns.mobile-edge", "blamed"] == 0


def test_the_summary_has_means_of_absolute_errors_and_the_decisions(comparison):
    # Errors of 0 and -20 %; simulated, b is faster (8 against 10 ms); emulated, a and b take 10.
    assert summary_line(comparison) == (
        "median error 10.00 %, p95 error 10.00 %, decisions agree in 1 of 1"
    )
    assert comparison.decisions.agree.tolist() == ["tie"]
    assert worst_line(comparison) == (
        "largest error: median 20.00 % (toy: b on edge), p95 20.00 % (toy: b on edge)"
    )
    assert regret_line(comparison) == ""


def test_a_study_of_invalid_scenarios_says_so(tmp_path):
    bad = scenario("a", network=1, compute=1)
    bad.status = "invalid"
    halves = {"simulated": [[bad]], "emulated": [[bad]]}
    with Validation(write_validation(tmp_path / "toy.validation.h5", halves)) as validation:
        comparison = stored(validation)
    assert summary_line(comparison) == (
        "median error - %, p95 error - %, decisions agree in 0 of 0"
    )
    assert worst_line(comparison) == "" and part_errors(comparison).empty
