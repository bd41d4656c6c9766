"""The page of a validation file: what it holds, and how it looks in Chromium."""

import json
import re

import pytest
from analysis.helpers.browser import browser
from analysis.helpers.validation_file import planted_rounds, write_validation
from selenium.webdriver.common.keys import Keys

import tiersim_results as ts
from tiersim_results import page


def html_of(path):
    with ts.Validation(path) as validation:
        return page.build_validation(validation)


def planted(path, **attributes):
    """24 scenarios. One is invalid; see planted_rounds for what is planted."""
    halves = planted_rounds(subjects=("photo_net", "text_net"))
    halves["emulated"][1][3].status = "invalid"
    halves["emulated"][1][3].reason = "edge missed its share"
    return write_validation(path, halves, **attributes)


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return html_of(planted(tmp_path_factory.mktemp("v") / "toy.validation.h5"))


def test_the_verdict_the_decisions_and_every_scenario_are_on_the_page(html):
    assert "decisions agree in 4 of 6." in html
    assert html.count("sptq on cloud</td>") >= 4
    table = html[html.index('id="scenario-table"') :]
    assert table[: table.index("</table>")].count("<tr>") == 1 + 24
    assert "1 of 24 scenarios are not valid" in html and "edge missed its share" in html


def test_only_valid_scenarios_are_drawn(html):
    data = json.loads(re.search(r'id="data">(.*?)</script>', html, re.S)[1])
    assert len(data["scenarios"]["verdict"]) == 23
    assert "invalid" not in data["scenarios"]["verdict"]
    assert data["limits"] == [0.05, 0.1, 0]


def test_a_difference_that_was_planted_is_told(tmp_path):
    path = planted(tmp_path / "v.h5", emulate_with="links.edge-cloud.bandwidth=9 Mbps")
    assert "The emulation ran with links.edge-cloud.bandwidth=9 Mbps" in html_of(path)


def test_names_cannot_become_elements(tmp_path):
    name = "</script><img src=x onerror=alert(1)>"
    halves = planted_rounds(subjects=(name,), bandwidths=(1e6,))
    path = write_validation(tmp_path / "v.h5", halves, question=name, study=name)
    assert "<img" not in html_of(path)


def test_a_study_without_a_valid_scenario_still_says_why(tmp_path):
    halves = planted_rounds(bandwidths=(1e6,))
    for scenario in halves["emulated"][0]:
        scenario.status, scenario.reason = "invalid", "share missed"
    html = html_of(write_validation(tmp_path / "v.h5", halves))
    assert "share missed" in html and "There is nothing to decide" in html


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


def written(path, html):
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def opened(chromium, html, tmp_path):
    yield chromium.open(written(tmp_path / "v.html", html))
    assert chromium.errors() == []


def test_it_opens_from_disk_with_a_picture_for_each_subject(opened):
    assert len(opened.all("#scatter canvas")) == len(opened.all("#part-errors canvas")) == 2
    assert len(opened.requests()) == 1
    opened.tick("filter-subject", "text_net")
    opened.wait(lambda: len(opened.all("#scatter canvas")) == 1)


def test_arrow_keys_say_what_each_mark_and_piece_is(opened):
    mark, piece = opened.one("#scatter .readout"), opened.one("#part-errors .readout")
    opened.one("#scatter canvas").send_keys(Keys.HOME)
    # The shortest emulated median: 0.8 + 4 ms.
    assert mark.text.startswith("sptq on cloud, 100 Mbps: median simulated 4.8")
    assert "emulated 4.8" in mark.text and mark.text.endswith(", agrees")
    opened.one("#part-errors canvas").send_keys(Keys.HOME)
    # sptq on the edge: 3.2 of 12.2 ms are missing.
    assert piece.text.startswith("sptq on edge, ") and "compute, edge -26" in piece.text


def test_another_statistic_is_drawn(opened):
    opened.tick("choice-statistic", "p95")
    opened.one("#scatter canvas").send_keys(Keys.HOME)
    opened.wait(lambda: ": p95 simulated" in opened.one("#scatter .readout").text)


def test_a_page_without_a_valid_scenario_opens(chromium, tmp_path):
    halves = planted_rounds(bandwidths=(1e6,))
    for scenario in halves["emulated"][0]:
        scenario.status = "failed"
    html = html_of(write_validation(tmp_path / "v.h5", halves))
    chromium.open(written(tmp_path / "v.html", html))
    assert chromium.errors() == []


def test_a_phone_needs_no_sideways_scrolling(opened):
    size = dict(width=375, height=812, deviceScaleFactor=2, mobile=True)
    opened.devtools("Emulation.setDeviceMetricsOverride", **size)
    try:
        opened.driver.refresh()
        opened.wait(lambda: opened.all("html.ready"))
        assert opened.script("return document.documentElement.scrollWidth") == 375
    finally:
        opened.devtools("Emulation.clearDeviceMetricsOverride")
