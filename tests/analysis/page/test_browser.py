"""The report in Chromium, opened from disk."""

import numpy as np
import pytest
from analysis.helpers.bandwidth_study import bandwidth_study
from analysis.helpers.browser import browser
from analysis.helpers.results_file import BANDWIDTH, Scenario, write
from selenium.webdriver.common.keys import Keys

import tiersim_results as ts
from tiersim_results import page

CROSSOVER = dict(
    subject="wide_resnet_mini",
    a="distilled+sptq on cloud",
    b="sptq+partition on edge-cloud",
    path=BANDWIDTH,
    value=17e6,
    low=13e6,
    high=22e6,
)


def written(path, results_path, *arguments):
    with ts.open(results_path) as results:
        path.write_text(page.build(results, *arguments), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    results = bandwidth_study(folder / "r.h5", points=9, requests=50)
    return written(folder / "r.html", results, ["Take sptq on edge."], [CROSSOVER])


@pytest.fixture
def opened(chromium, study):
    yield chromium.open(study)
    assert chromium.errors() == []


def test_it_opens_from_disk_and_asks_for_nothing_else(opened, study):
    assert opened.one("h1").text.startswith("As the uplink grows")
    assert len(opened.all("#scatter canvas")) == 1  # one subject at first
    assert opened.requests() == [study.as_uri()]
    timing = "return performance.getEntriesByType('navigation')[0].loadEventEnd"
    print(f"interactive after {opened.script(timing):.0f} ms")


def test_filters_leave_what_is_ticked(opened):
    assert len(opened.table("scatter-table")) == 30
    opened.tick("filter-deployment", "cloud")
    assert {row[1] for row in opened.table("scatter-table")}.isdisjoint({"cloud"})
    opened.tick("filter-operator", "sptq")
    assert "sptq" not in {row[0] for row in opened.table("scatter-table")}
    opened.tick("filter-subject", "bert_mini")
    opened.wait(lambda: len(opened.all("#scatter canvas")) == 2)
    assert [e.text for e in opened.all("#scatter h3")] == ["wide_resnet_mini", "bert_mini"]
    for button in opened.all("#filter-subject button"):
        if button.text == "None":
            opened.click(button)
    opened.wait(lambda: not opened.all("#scatter canvas"))


def test_the_slider_moves_all_pictures_by_the_keyboard(opened):
    before = opened.table("scatter-table"), opened.table("waterfall-table")
    slider = opened.one("#slider-0")
    slider.send_keys(Keys.HOME)
    assert slider.get_attribute("aria-valuetext") == "500 kbps"
    after = opened.table("scatter-table"), opened.table("waterfall-table")
    assert before[0] != after[0] and before[1] != after[1]
    slider.send_keys(Keys.END)
    assert slider.get_attribute("aria-valuetext") == "1 Gbps"
    # 12,288 bytes at 500 kbps take 197 ms, at 1 Gbps 0.1 ms.
    cloud = {tuple(row[:2]): row[4] for row in after[0]}
    quick = {tuple(row[:2]): row[4] for row in opened.table("scatter-table")}
    assert float(cloud["sptq", "cloud"].split()[0]) > 200
    assert float(quick["sptq", "cloud"].split()[0]) < 40


def test_a_tail_may_be_chosen_instead_of_the_median(opened):
    opened.tick("choice-statistic", "p99")
    header = "#curves-table caption"
    opened.table("curves-table")
    opened.wait(lambda: "p99 latency" in opened.one(header).text)
    assert "p99" in opened.one("#selected").get_attribute("textContent")


def test_arrow_keys_walk_over_points_and_say_them(opened):
    canvas, spoken = opened.one("#curves canvas"), opened.one("#curves .readout")
    assert spoken.get_attribute("aria-live") == "polite"
    canvas.send_keys(Keys.ARROW_RIGHT)
    first = spoken.text
    assert "at 500 kbps: median" in first and "95 % interval" in first
    canvas.send_keys(Keys.ARROW_RIGHT)
    assert spoken.text.split(" at ")[0] == first.split(" at ")[0] and spoken.text != first
    canvas.send_keys(Keys.ARROW_DOWN)
    assert spoken.text.split(" at ")[0] != first.split(" at ")[0]
    bar = opened.one("#waterfalls .readout")
    opened.one("#waterfalls canvas").send_keys(Keys.ARROW_DOWN)
    assert " ms of " in bar.text
    mark = opened.one("#scatter .readout")
    opened.one("#scatter canvas").send_keys(Keys.END)
    assert "accuracy 9" in mark.text


def test_curves_may_be_added_and_keep_the_focus(opened):
    shown = len(opened.table("curves-table")[0])
    details = opened.one("#curves .curve-keys details")
    details.find_element("css selector", "summary").send_keys(Keys.ENTER)
    box = details.find_element("css selector", "input")
    box.send_keys(Keys.SPACE)
    assert len(opened.table("curves-table")[0]) == shown + 1
    assert opened.script("return document.activeElement === arguments[0]", box)


def test_a_crossover_is_listed_and_can_be_walked_to(opened):
    assert "17 Mbps" in opened.one("#crossovers").text
    assert "13 Mbps to 22 Mbps" in opened.one("#crossovers").text
    canvas = opened.one("#curves canvas")
    canvas.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_UP)  # before the first curve comes the last
    assert opened.one("#curves .readout").text.startswith("Crossover: distilled+sptq on cloud and")


def test_marked_scenarios_are_marked(opened):
    remarks = {(row[0], row[1]): row[-1] for row in opened.table("scatter-table")}
    assert remarks["qat", "edge"] == "extrapolated"
    assert remarks["pruned_channels", "cloud"] == "unstable profile"
    assert remarks["sptq", "edge"] == ""
    assert "bert_mini" in opened.one("#left-out").text


def test_profiles_are_listed_what_is_off_first(opened):
    rows = opened.table("profile-all")
    # 4 subjects: 8 whole operators on 3 tiers, 2 split ones in 2 stages on 3 tiers.
    assert len(rows) == 4 * (8 * 3 + 2 * 2 * 3)
    assert all(row[-2] for row in rows[:8])
    assert not any(row[-2] for row in rows[8:])


def test_a_phone_needs_no_sideways_scrolling(opened):
    opened.devtools(
        "Emulation.setDeviceMetricsOverride",
        width=375,
        height=812,
        deviceScaleFactor=2,
        mobile=True,
    )
    try:
        opened.driver.refresh()
        opened.wait(lambda: opened.all("html.ready"))
        for details in ("scatter-table", "curves-table", "waterfall-table", "profile-all"):
            opened.table(details)
        assert opened.script("return document.documentElement.scrollWidth") == 375
        assert opened.one("#controls").get_attribute("open") is None  # folded away
        opened.click(opened.one("#controls summary"))
        assert opened.one("#controls").get_attribute("open")
    finally:
        opened.devtools("Emulation.clearDeviceMetricsOverride")


def test_charts_follow_a_change_to_dark(opened):
    pixels = "return document.querySelector('#scatter canvas').toDataURL()"
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = opened.script(pixels), opened.script(ground)
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    opened.devtools("Emulation.setEmulatedMedia", features=[dark])
    try:
        opened.wait(lambda: opened.script(pixels) != light[0])
        assert opened.script(ground) != light[1]
    finally:
        opened.devtools("Emulation.setEmulatedMedia", features=[])


def test_every_control_has_a_name(opened):
    unnamed = opened.script(
        "return [...document.querySelectorAll('input, select, button, canvas')].filter((e) =>"
        " !(e.labels && e.labels.length) && !e.getAttribute('aria-label')).map((e) => e.outerHTML)"
    )
    assert unnamed == []


def test_hostile_names_stay_text(chromium, tmp_path):
    name = "</script><img src=x onerror=alert(1)>"
    rows = [
        Scenario(f"{name}s", name, "edge", np.full(50, 5_000_000), {BANDWIDTH: mbps * 1e6}, 0.9)
        for mbps in (1, 2)
    ]
    finding = dict(claim=name, verdict=name, why=name, source=name)
    results = write(tmp_path / "r.h5", rows, question=name, study_yaml=f"# {name}")
    chromium.open(written(tmp_path / "r.html", results, [name], [], [finding]))
    for details in ("scatter-table", "curves-table", "waterfall-table"):
        assert chromium.table(details)
    assert chromium.all("img") == []
    assert chromium.one("h1").text == name
    assert chromium.table("scatter-table")[0][0] == name
    assert chromium.errors() == []


def test_zipped_paths_move_together(chromium, tmp_path):
    # Bandwidth and text advance together: 1 Mbps with "a", 10 Mbps with "b".
    rows = [
        Scenario("toy", "sptq", "edge", np.full(50, ms * 1_000_000), {BANDWIDTH: bps, "link": link})
        for bps, link, ms in ((1e6, "a", 9), (1e7, "b", 3))
    ]
    chromium.open(written(tmp_path / "r.html", write(tmp_path / "r.h5", rows)))
    sliders = {
        slider.find_element("xpath", "..").text.split("\n")[0]: slider
        for slider in chromium.all("#sliders input")
    }
    at = {name: lambda s=s: s.get_attribute("aria-valuetext") for name, s in sliders.items()}
    sliders["link"].send_keys(Keys.END)
    chromium.wait(lambda: at[BANDWIDTH]() == "10 Mbps")
    sliders[BANDWIDTH].send_keys(Keys.HOME)
    chromium.wait(lambda: at["link"]() == "a")
    assert [row[0] for row in chromium.table("curves-table")] == ["1 Mbps", "10 Mbps"]
    assert chromium.errors() == []


def test_a_study_without_sweep_or_accuracy_says_so(chromium, tmp_path):
    rows = [Scenario("toy", "sptq", "edge", np.full(50, 5_000_000))]
    chromium.open(written(tmp_path / "r.html", write(tmp_path / "r.h5", rows)))
    assert chromium.all("#sweep") == []
    assert "unknown accuracy" in chromium.one("#scatter .note").text
    assert chromium.table("waterfall-table")[0][:2] == ["sptq", "edge"]
    assert chromium.errors() == []
