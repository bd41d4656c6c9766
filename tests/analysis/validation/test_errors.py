"""Errors, verdicts and the part to blame."""

import numpy as np
import pandas as pd
import pytest

from tiersim_results.validation.errors import blame, verdicts, with_errors


def cell(simulated, emulated, spread=0.0, status="ok", p95=(1.0, 1.0)):
    """Medians in ns; `spread`: of the emulation's rounds; p95 and p99 have the values of `p95`."""
    row = {"status": status, "simulated_median_ns": simulated, "reference_median_ns": emulated}
    row |= {"reference_median_range_ns": spread}
    for name in ("p95", "p99"):
        row |= {f"simulated_{name}_ns": p95[0], f"reference_{name}_ns": p95[1]}
        row |= {f"reference_{name}_range_ns": spread}
    return row


def judged(*cells, budget=0.05):
    frame = with_errors(pd.DataFrame(list(cells)))
    return frame, verdicts(frame, budget)


def test_an_error_is_relative_to_the_reference():
    # 110 against 100 is +10 %, 90 against 100 is -10 %; rounds of 98 and 102 repeat within 4 %.
    frame, _ = judged(cell(110.0, 100.0, 4.0), cell(90.0, 100.0, 4.0))
    assert frame.median_error.tolist() == pytest.approx([0.1, -0.1])
    assert frame.median_repeatability.tolist() == pytest.approx([0.04, 0.04])


def test_each_verdict():
    _, words = judged(
        cell(105.0, 100.0),  # 5 % of a budget of 5 %
        cell(106.0, 100.0, 5.9),  # 6 %, and the rounds differ by 5.9 %
        cell(106.0, 100.0, 6.0),  # 6 %, as the rounds do
        cell(106.0, 100.0, 6.0, "invalid"),
    )
    assert words == ["agrees", "off", "within noise", "invalid"]


def test_a_p95_may_be_off_by_twice_the_budget():
    _, words = judged(cell(1.0, 1.0, p95=(110.0, 100.0)), cell(1.0, 1.0, p95=(111.0, 100.0)))
    assert words == ["agrees", "off"]


def test_every_error_past_its_limit_must_be_noise():
    # The rounds' medians differ by 10 %, their p95 by 10 ns of 100: 20 % are more than that.
    _, words = judged(cell(110.0, 100.0, 10.0, p95=(120.0, 100.0)))
    assert words == ["off"]


def test_what_was_not_measured_is_not_wrong():
    frame, words = judged(cell(100.0, 100.0, np.nan, p95=(100.0, np.nan)))
    assert np.isnan(frame.p95_error[0]) and words == ["agrees"]
    # Without rounds there is no noise to excuse an error.
    assert judged(cell(120.0, 100.0, np.nan))[1] == ["off"]


def test_a_reference_of_zero_has_no_error():
    frame, words = judged(cell(1.0, 0.0))
    assert np.isnan(frame.median_error[0]) and words == ["agrees"]


@pytest.mark.parametrize(
    "rounds, told",
    [
        ([[10.0, 30.0], [10.0, 30.0]], "compute_ns.edge"),  # 30 against 35: off by 5
        ([[10.0, 27.0], [10.0, 33.0]], ""),  # the emulation's rounds differ by 6
        ([[10.0, 28.0], [10.0, 32.0]], "compute_ns.edge"),  # by 4
    ],
)
def test_the_part_that_differs_most_is_to_blame(rounds, told):
    names = ["network_ns.mobile-edge", "compute_ns.edge"]
    by_round = pd.DataFrame(rounds, columns=names)
    simulated = pd.Series([12.0, 35.0], names)  # the message is off by 2
    assert blame(simulated, by_round, by_round.mean()) == told


def test_without_requests_no_part_is_to_blame():
    nothing = pd.Series([np.nan], ["compute_ns.edge"])
    assert blame(nothing, pd.DataFrame([nothing]), nothing) == ""
