"""The report as text: what it holds, and what it must not hold."""

import json
import re
import sys

import numpy as np
import pytest
from analysis.helpers.bandwidth_study import bandwidth_study
from analysis.helpers.results_file import BANDWIDTH, Scenario, write

import tiersim_results as ts
from tiersim_results import ResultsError, page

FAST = np.full(100, 5_000_000)


def html_of(path, *arguments):
    with ts.open(path) as results:
        return page.build(results, *arguments)


def data_of(html):
    return json.loads(re.search(r'id="data">(.*?)</script>', html, re.S)[1])


def test_an_unanswered_scenario_never_answers(tmp_path):
    scenario = Scenario("toy", "sptq", "edge", FAST, {}, outcome=["dropped"] * 100)
    html = html_of(write(tmp_path / "r.h5", [scenario]))
    assert data_of(html)["scenarios"]["median"] == ["inf"]
    assert "too few of its requests were answered" in html


def test_what_is_left_out_is_listed_with_its_cause(tmp_path):
    rows = [
        Scenario("toy", "sptq", "edge", FAST, {BANDWIDTH: 1e6}, 0.9),
        Scenario("toy", "sptq", "cloud", FAST, {BANDWIDTH: 1e6}, 0.9, "invalid", "share missed"),
        Scenario("toy", "sptq", "cloud", FAST, {BANDWIDTH: 2e6}, 0.9),
    ]
    html = html_of(write(tmp_path / "r.h5", rows))
    section = html[html.index('id="left-out"') :]
    assert "share missed" in section and "1 of 2" in section
    assert "1 of 3 scenarios are not valid" in html


def test_verdict_findings_crossovers_and_provenance_are_on_the_page(tmp_path):
    path = write(
        tmp_path / "r.h5",
        [Scenario("toy", "sptq", "edge", FAST, {BANDWIDTH: 1e6}, 0.9)],
        study_yaml="tiersim: 1 # as written",
        cpu_model="A quiet core",
        complete="no",
    )
    html = html_of(
        path,
        ["Take sptq."],
        [
            dict(
                subject="toy",
                a="x on edge",
                b="y on edge",
                path=BANDWIDTH,
                value=2e6,
                low=1e6,
                high=np.inf,
            )
        ],
        [dict(claim="int8 is faster", verdict="undecided", why="too close", source="a paper")],
    )
    for text in ("Take sptq.", "int8 is faster", "? undecided", "# as written", "A quiet core"):
        assert text in html
    assert "Incomplete." in html
    crossover = data_of(html)["crossovers"][0]
    assert (crossover["value_text"], crossover["high"]) == ("2 Mbps", None)


def test_names_cannot_end_the_script_or_become_elements(tmp_path):
    name = "</script><img src=x onerror=alert(1)>\u2028"
    html = html_of(write(tmp_path / "r.h5", [Scenario(name, name, "edge", FAST)], question=name))
    assert "<img" not in html
    assert html.count("</script>") == 3  # data, library, own
    assert data_of(html)["subjects"] == [name]


def test_nothing_is_loaded_from_elsewhere(tmp_path):
    html = html_of(write(tmp_path / "r.h5", [Scenario("toy", "sptq", "edge", FAST)]))
    assert 'content="default-src &#39;none&#39;; script-src &#39;sha256-' in html
    assert not re.search(r"<(link|img|iframe)\b|<script[^>]+src=", html)


def test_a_thousand_scenarios_fit_in_five_megabytes(tmp_path):
    path = bandwidth_study(tmp_path / "r.h5", points=9, requests=20)  # 4 x 30 x 9 = 1080
    size = len(html_of(path).encode())
    print(f"{size / 1e6:.2f} MB")
    assert size < 5e6


def test_a_missing_library_is_one_line_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(
        sys.modules["tiersim_results.page.assemble"], "LIBRARY", tmp_path / "chart.min.js"
    )
    path = write(tmp_path / "r.h5", [Scenario("toy", "sptq", "edge", FAST)])
    with pytest.raises(ResultsError, match=r"cannot be read \(apt-get install libjs-chart.js\)$"):
        html_of(path)
