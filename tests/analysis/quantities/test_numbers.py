"""Numbers are shown with as many digits as they deserve."""

import math

import pytest

from tiersim_results.quantities.numbers import interval, ms, ms_interval, p_value, significant

INF, NAN = math.inf, math.nan


def test_milliseconds_have_four_digits():
    assert [ms(value) for value in (1_234_567, 123_456_789, 0, INF, NAN)] == [
        "1.235",
        "123.5",
        "0",
        "never",
        "-",
    ]


@pytest.mark.parametrize(
    "low, high, text",
    [
        (1e6, 2e6, "[1.000, 2.000]"),
        (1e6, INF, "[1.000, ?]"),
        (-INF, 2e6, "[0, 2.000]"),
        (INF, INF, "[never, ?]"),
        (NAN, 2e6, "-"),
    ],
)
def test_an_end_that_is_not_bounded_is_shown_as_such(low, high, text):
    assert ms_interval(low, high) == text


def test_no_number_has_an_exponent():
    assert [significant(value) for value in (1234.5, 99999.0, 0.00012345)] == [
        "1234",
        "99999",
        "0.0001234",
    ]


def test_a_tiny_p_is_below_a_bound():
    assert [p_value(p) for p in (0.25, 1e-5, NAN)] == ["0.2500", "<0.0001", "-"]


def test_an_interval_follows_its_value():
    assert interval(0.811, 0.84, 0.8694) == "0.84 [0.811, 0.869]"
