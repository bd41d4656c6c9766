"""Quantities are read and written as studies spell them."""

import pathlib
import re

import pytest

from tiersim_results.quantities.units import (
    UNITS,
    WRITTEN,
    axis_scale,
    format_quantity,
    parse_quantity,
)
from tiersim_results.reading.errors import ResultsError


def test_a_quantity_is_read_in_the_unit_of_the_file():
    assert parse_quantity("10 Mbps", "bit/s") == 10e6
    assert parse_quantity("200ms", "ns") == 200e6
    assert parse_quantity("1.5 KiB", "byte") == 1536
    assert parse_quantity("98 %", "1") == 0.98
    assert parse_quantity("0.98", "1") == 0.98


def test_the_units_are_those_of_studies():
    study = pathlib.Path(__file__).parents[3] / "docs" / "study.md"
    paragraph = re.search(r"\*\*Units\.\*\*(.*?)\n\n", study.read_text(), re.S)[1]
    spelled = {unit for units in re.findall("`([^`]+)`", paragraph) for unit in units.split()}
    # A results file holds swept frequencies as texts, as the study writes them.
    assert spelled - {"/s", "/min", "/h"} == set(UNITS) - {"", "packet"}


def test_each_unit_of_a_file_is_written_in_its_own_units_the_largest_first():
    for unit, names in WRITTEN.items():
        factors = [UNITS[name][1] for name in names]
        assert {UNITS[name][0] for name in names} == {unit}
        assert factors == sorted(factors, reverse=True)


@pytest.mark.parametrize("text, unit", [("5 m", "m"), ("7 mW", "W"), ("100 packets", "1")])
def test_a_swept_distance_power_or_queue_can_be_asked_for(text, unit):
    assert parse_quantity(text, unit) == pytest.approx(
        float(text.split()[0]) * UNITS[text.split()[1]][1]
    )
    if unit in WRITTEN:
        assert format_quantity(parse_quantity(text, unit), unit) == text


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
        for unit in WRITTEN:
            value = 1.25 * 10.0**exponent
            assert parse_quantity(format_quantity(value, unit), unit) == pytest.approx(value)


def test_an_axis_has_the_unit_of_its_middle():
    assert axis_scale([5e5, 1e6, 1e9], "bit/s") == (1e6, "Mbps")
    assert axis_scale([], "bit/s") == (1, "bit/s")
    assert axis_scale([0.1, 0.2], "1") == (1, "")
