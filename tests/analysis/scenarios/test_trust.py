"""The words of trust of a results file are told, the worst first."""

import numpy as np

import tiersim_results as ts
from analysis.helpers.command_line import good, rows
from analysis.helpers.results_file import Scenario, write
from tiersim_results import page
from tiersim_results.scenarios.caveats import caveats
from tiersim_results.scenarios.table import scenario_table
from tiersim_results.scenarios.trust import is_known, trust_lines, trust_rows

TIMES = np.arange(9) + 1e6


def scenario(operator, trust="", reason="", **other):
    return Scenario("a", operator, "edge", TIMES, trust=trust, trust_reason=reason, **other)


def mixed(path):
    return write(
        path,
        [
            scenario("x", "good", "edge is busy 40 % of the time"),
            scenario("y", "fair", "edge is busy 80 % of the time"),
            scenario("z", "poor", "edge is busy 90 % of the time"),
            scenario("u", "fair", "the profile of edge is not stable"),
            scenario("v", "fair", "the profile of edge is not stable"),
        ],
    )


def test_the_worst_word_comes_first_and_then_the_commonest_reason(tmp_path):
    with ts.open(mixed(tmp_path / "t.h5")) as results:
        found = trust_rows(results.scenarios())
    assert [(row["word"], row["count"], row["example"]) for row in found] == [
        ("poor", 1, "a: z on edge"),
        ("fair", 2, "a: u on edge"),
        ("fair", 1, "a: y on edge"),
        ("good", 1, "a: x on edge"),
    ]


def test_each_word_that_is_not_good_has_a_line(tmp_path):
    with ts.open(mixed(tmp_path / "t.h5")) as results:
        lines = trust_lines(results.scenarios())
        assert set(lines) < set(caveats(results, scenario_table(results)))
    assert lines == [
        "1 of 5 scenarios have the trust poor: edge is busy 90 % of the time (a: z on edge)",
        "3 of 5 scenarios have the trust fair: the profile of edge is not stable (a: u on edge); "
        "edge is busy 80 % of the time (a: y on edge)",
    ]


def test_many_reasons_are_counted(tmp_path):
    path = write(tmp_path / "t.h5", [scenario(f"x{n}", "fair", f"why {n}") for n in range(5)])
    with ts.open(path) as results:
        (line,) = trust_lines(results.scenarios())
    assert line.endswith("why 2 (a: x2 on edge); and 2 more reasons")


def test_a_scenario_that_is_left_out_is_told_once(tmp_path):
    bad = scenario("x", "no", "killed", status="failed")
    bad.reason = "killed"
    with ts.open(write(tmp_path / "t.h5", [bad, scenario("y", "good", "fine")])) as results:
        lines = caveats(results, scenario_table(results))
    assert sum("killed" in line for line in lines) == 1


def test_summary_has_the_word_and_notes_have_the_reason(tmp_path):
    path = mixed(tmp_path / "t.h5")
    text = good("summary", path)
    assert "trust: how far the scenario can be trusted" in text
    assert {row["operator"]: row["trust"] for row in rows("summary", path)} == {
        **{"x": "good", "y": "fair", "z": "poor"},
        **{"u": "fair", "v": "fair"},
    }


def test_the_page_has_a_table_of_trust(tmp_path):
    with ts.open(mixed(tmp_path / "t.h5")) as results:
        html = page.build(results)
    section = html[html.index('id="trust"') : html.index('id="left-out"')]
    assert "the profile of edge is not stable" in section and "poor" in section


def test_a_file_without_the_columns_says_nothing_of_trust(tmp_path):
    path = write(tmp_path / "t.h5", [scenario("x"), scenario("y")])
    with ts.open(path) as results:
        assert not is_known(results.scenarios())
        assert trust_rows(results.scenarios()) == [] and trust_lines(results.scenarios()) == []
        assert 'id="trust"' not in page.build(results)
    assert "trust" not in good("summary", path)
