"""What a reader must know before relying on a number is said."""

import numpy as np
import pytest

import tiersim_results as ts
from analysis.helpers.results_file import Profile, Scenario, write
from tiersim_results.scenarios.caveats import MARKS, caveats, excluded, marks
from tiersim_results.scenarios.table import scenario_table

TIMES = np.arange(9) + 1e6


def table_and_lines(path, rows, profiles=(), **attributes):
    with ts.open(write(path, rows, profiles, **attributes)) as results:
        table = scenario_table(results)
        return table, caveats(results, table)


@pytest.fixture
def marked(tmp_path):
    """Scenario 0 has both marks, scenario 1 has none."""
    rows = [
        Scenario("a", "x", "edge", TIMES, extrapolated=1),
        Scenario("a", "y", "edge", TIMES),
    ]
    profiles = [Profile("a", "x", "edge", 100, 5, stable=0), Profile("a", "y", "edge", 100, 5)]
    return table_and_lines(tmp_path / "c.h5", rows, profiles)


def test_a_scenario_has_the_marks_of_its_profiles(marked):
    table, _ = marked
    assert [marks(row) for row in table.itertuples()] == ["extrapolated, unstable", ""]


def test_marks_are_explained_and_counted(marked):
    _, lines = marked
    assert lines == [f"1 of 2 scenarios {MARKS[name]} (marked {name})" for name in MARKS]
    assert all(name in marked[0] for name in MARKS)


def test_profiles_of_unknown_precision_are_told(tmp_path):
    profiles = [Profile("a", "x", "edge", 100, -1)]
    _, lines = table_and_lines(tmp_path / "c.h5", [Scenario("a", "x", "edge", TIMES)], profiles)
    (line,) = lines
    assert line.startswith("1 scenarios rest on profiles of too few samples")


def test_an_interrupted_study_is_told_first(tmp_path):
    _, lines = table_and_lines(
        tmp_path / "c.h5", [Scenario("a", "x", "edge", TIMES)], complete="no"
    )
    assert lines[0].startswith("INCOMPLETE")


def test_what_is_left_out_is_named_once_for_each_reason(tmp_path):
    rows = [
        Scenario("a", f"x{n}", "edge", TIMES, status="failed", reason="killed") for n in range(5)
    ]
    rows += [Scenario("a", "y", "edge", TIMES[:0]), Scenario("a", "z", "edge", TIMES)]
    table, _ = table_and_lines(tmp_path / "c.h5", rows)
    assert excluded(table) == [
        "left out, failed (killed): 5 scenarios of a: x0 on edge; a: x1 on edge; a: x2 on edge; "
        "and 2 more",
        "left out, without requests: 1 scenarios of a: y on edge",
    ]
