"""Quantities are read and written as studies spell them."""

import pytest

from tiersim_results.quantities.units import axis_scale, format_quantity, parse_quantity
from tiersim_results.reading.errors import ResultsError


def test_a_quantity_is_read_in_the_unit_of_the_file():
    assert parse_quantity("10 Mbps", "bit/s") == 10e6
    assert parse_quantity("200ms", "ns") == 200e6
    assert parse_quantity("1.5 KiB", "byte") == 1536
    assert parse_quantity("98 %", "1") == 0.98
    assert parse_quantity("0.98", "1") == 0.98


@pytest.mark.parametrize("text", ["10", "10 ms", "Mbps", "ten Mbps", "1e999 Mbps", "", "nan Mbps"])
def test_what_is_no_bandwidth_is_refused(text):
    with pytest.raises(ResultsError):
        parse_quantity(text, "bit/s")


def test_a_quantity_is_written_for_people():
    assert format_quantity(1e6, "bit/s") == "1 Mbps"
    assert format_quantity(1.25e9, "bit/s") == "1.25 Gbps"
    assert format_quantity(0.0, "ns") == "0 ns"
    assert format_quantity(float("inf"), "ns") == "never"
    assert format_quantity("fq_codel", "") == "fq_codel"


def test_what_is_written_is_read_again():
    for exponent in range(0, 12):
        for unit in ("bit/s", "byte", "ns"):
            value = 1.25 * 10.0**exponent
            assert parse_quantity(format_quantity(value, unit), unit) == pytest.approx(value)


def test_an_axis_has_the_unit_of_its_middle():
    assert axis_scale([5e5, 1e6, 1e9], "bit/s") == (1e6, "Mbps")
    assert axis_scale([], "bit/s") == (1, "bit/s")
    assert axis_scale([0.1, 0.2], "1") == (1, "")
