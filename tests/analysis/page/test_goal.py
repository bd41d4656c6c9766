"""The page of a study with a goal: its answer comes first, and its charts draw the limits."""

import json
import re

import numpy as np
import pytest
from analysis.helpers.browser import browser
from analysis.helpers.results_file import BANDWIDTH, Scenario, write

import tiersim_results as ts
from tiersim_results import page
from tiersim_results.analysis import Analysis

GOAL = "tiersim: 1\ngoal: {p99: 150 ms, accuracy: 90 %}\n"


def results_file(path, **attributes):
    rows = [
        Scenario("net", "whole", where, np.full(400, int(ms * 1e6)), {BANDWIDTH: mbps * 1e6}, 0.95)
        for where, by_mbps in (("edge", {1: 300, 10: 140, 100: 120}), ("cloud", {1: 400, 10: 145}))
        for mbps, ms in by_mbps.items()
    ]
    rows.append(
        Scenario(
            "net", "whole", "cloud", np.full(400, 1), {BANDWIDTH: 1e8}, 0.95, "invalid", "overload"
        )
    )
    return write(path, rows, **attributes)


def html_of(path, findings=()):
    with ts.open(path) as results:
        analysis = Analysis(results)
        return page.build(
            results, ["fastest is X"], [], list(findings), answer=analysis.goal_answer()
        )


def data_of(html):
    return json.loads(re.search(r'id="data">(.*?)</script>', html, re.S)[1])


def test_the_answer_is_the_first_sentence_and_the_verdict_is_folded(tmp_path):
    html = html_of(results_file(tmp_path / "r.h5", study_expanded=GOAL))
    body = html[html.index("<h1>") :]
    first = "net: p99 at most 150 ms and accuracy at least 90\u00a0% are probably met from "
    assert first in body
    assert body.index(first) < body.index('class="facts"') < body.index("fastest is X")
    folded = re.search(r"<details[^>]*>(?:(?!</details>).)*fastest is X", body, re.S)
    assert folded and " open" not in folded[0].split(">")[0]
    assert data_of(html)["goal"] == {"p99": 150, "accuracy": pytest.approx(90)}


def test_a_page_without_a_goal_has_no_answer(tmp_path):
    html = html_of(results_file(tmp_path / "r.h5"))
    assert 'id="answer"' not in html and data_of(html)["goal"] == {}


def test_claims_that_the_study_says_nothing_about_are_folded_away(tmp_path):
    row = dict(verdict="undecided", why="no such operator", source="a paper")
    spoken = dict(claim="A is faster", silent=False, **row)
    html = html_of(
        results_file(tmp_path / "r.h5"), [spoken, dict(claim="B is faster", silent=True, **row)]
    )
    findings = html[html.index('id="findings"') : html.index('id="profiles"')]
    shown, folded = findings.split('<details id="silent" class="data">')
    assert "A is faster" in shown and "A is faster" not in folded
    assert "B is faster" in folded and "B is faster" not in shown
    assert "says nothing about: 1" in folded


def test_charts_show_the_asked_quantile_the_limit_and_what_is_not_valid(tmp_path):
    path = tmp_path / "r.html"
    path.write_text(html_of(results_file(tmp_path / "r.h5", study_expanded=GOAL)), "utf-8")
    with browser() as chromium:
        opened = chromium.open(path)
        assert opened.one("#choice-statistic input:checked + span").text == "p99"
        options = "return Chart.getChart(document.querySelector(arguments[0])).options.goal"
        assert opened.script(options, "#curves canvas") == {"y": 150}
        assert opened.script(options, "#scatter canvas") == {"x": 150, "y": 90}
        note = opened.one("#curves .note").text
        assert "Crosses, where a scenario is not valid: whole on cloud." in note
        crosses = "return Chart.getChart(document.querySelector('#curves canvas')).data.datasets"
        last = opened.script(crosses + ".at(-1).data")
        assert [point["x"] for point in last] == [100]
        opened.tick("choice-statistic", "median")
        opened.wait(lambda: opened.script(options + ".y", "#curves canvas") is None)
        assert opened.errors() == []
