"""A goal in a study: the program and the analysis give the same answer."""

import re
import subprocess

import pytest

import tiersim_results as ts
from conftest import ROOT
from test_network import WIRE, write
from test_quickstart import digest

ANALYZE = ROOT / "analysis/tiersim-analyze"
# 40 ms on the mobile device, 20 ms on the edge, 10 ms in the cloud.
ROWS = """subject,operator,stage,tier,service_ms,load_ms,accuracy
net,whole,0,mobile,40,50,0.93
net,whole,0,edge,20,50,0.93
net,whole,0,cloud,10,50,0.93
net,small,0,mobile,30,50,
net,small,0,edge,15,50,
net,small,0,cloud,8,50,
"""
BANDWIDTH = "links.mobile-edge.bandwidth"
SWEEP = f"sweep: {{{BANDWIDTH}: [1 Mbps, 10 Mbps, 100 Mbps]}}"


def study(folder, goal, sweep=SWEEP, operators="whole", deployments="edge", count=400):
    """Messages of 12500 B: 100 kbit, some 100 ms at 1 Mbps and 10 ms at 10 Mbps."""
    write(
        folder,
        links=f"mobile-edge: {WIRE}, edge-cloud: {WIRE}",
        request=f"payload: 12500 B, count: {count}",
        deployment=deployments,
        more=f"network: {{fidelity: analytic}}\n{goal}\n{sweep}",
    )
    path = folder / "study.yaml"
    text = path.read_text().replace("operators: [whole]", f"operators: [{operators}]")
    path.write_text(text.replace("tiers: {", "tiers: {mobile: {}, "))
    (folder / "times.csv").write_text(ROWS)


def run(tiersim, output="r.h5", *arguments):
    done = tiersim("run", "study.yaml", "-o", output, "--force", *arguments)
    assert done.returncode in (0, 1), done.stderr


def analyze(folder, *arguments):
    done = subprocess.run(
        [ANALYZE, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def answer(text):
    """The lines before the first empty one."""
    return text.split("\n\n")[0].splitlines()


def words_of(table):
    """The column "meets goal" of a printed table."""
    at = table[0].index("meets goal")
    return [re.match(r" *(\w+( not)?)", line[at:])[1] for line in table[1:]]


@pytest.mark.parametrize(
    "settings, facts",
    [
        # Some 10.4 ms out, 0.8 ms back, 10 ms in flight, 20 ms of computing.
        (
            {"goal": "p99: 60 ms"},
            "is surely met from mobile-edge.bandwidth 10 Mbps on: whole on edge",
        ),
        (
            {"goal": "p99: 60 ms", "count": 50},
            "is probably met from mobile-edge.bandwidth 10 Mbps on",
        ),
        (
            {"goal": "p99: 20 ms"},
            "is surely not met: closest is whole on edge at mobile-edge.bandwidth 100 Mbps (p99 is",
        ),
        ({"goal": "median: 60 ms, accuracy: 90 %"}, "are probably met from"),
        ({"goal": "median: 60 ms, accuracy: 95 %"}, "(accuracy is 93 % instead of 95 %)"),
        (
            {"goal": "p95: 1 s, accuracy: 90 %", "operators": "small"},
            "are probably not met: closest is small on edge",
        ),
        (
            {"goal": "p99: 60 ms, prefer: mobile", "deployments": "mobile, edge, cloud"},
            "at every mobile-edge.bandwidth: whole on mobile, as preferred (p99 40 ms)",
        ),
        (
            {"goal": "p99: 45 ms", "deployments": "mobile, edge", "operators": "whole, small"},
            "is surely met at every mobile-edge.bandwidth: small on mobile",
        ),
        (
            {
                "goal": "p99: 60 ms",
                "sweep": f"sweep: {{{BANDWIDTH}: [1 Mbps, 10 Mbps], seed: [20240101, 20240102], "
                "links.mobile-edge.delay: [1 ms, 5 ms, 100 ms]}",
            },
            "net at mobile-edge.bandwidth 10 Mbps, seed 20240102: p99 at most 60 ms is surely",
        ),
    ],
)
def test_show_and_summary_give_the_same_answer(tiersim, tmp_path, settings, facts):
    goal = f"goal: {{{settings.pop('goal')}}}"
    study(tmp_path, goal, **settings)
    run(tiersim)
    shown = answer(tiersim("show", "r.h5").stdout)
    assert facts in "\n".join(shown)
    assert answer(analyze(tmp_path, "summary", "r.h5")) == shown


def test_every_row_says_how_surely_it_meets_the_goal(tiersim, tmp_path):
    study(tmp_path, "goal: {p99: 60 ms}")
    run(tiersim)
    table = tiersim("show", "r.h5").stdout.split("\n\n")[-1].splitlines()
    assert "p99 ms" in table[0] and "meets goal" in table[0]
    # At 1 Mbps the uplink takes 100 ms alone.
    assert words_of(table) == ["surely not", "surely", "surely"]
    rows = analyze(tmp_path, "summary", "r.h5", "--all").splitlines()
    heading = next(k for k, line in enumerate(rows) if "meets goal" in line)
    rows = [line for line in rows[heading:] if "meets goal" in line or "whole" in line]
    assert words_of(rows) == ["surely not", "surely", "surely"]


def test_invalid_scenarios_are_counted(tiersim, tmp_path):
    # Nothing passes at 0 Mbps.
    study(
        tmp_path,
        "goal: {median: 100 ms}",
        f"sweep: {{{BANDWIDTH}: [0 Mbps, 10 Mbps, 100 Mbps]}}",
    )
    run(tiersim)
    shown = answer(tiersim("show", "r.h5").stdout)
    assert shown[0].endswith("No scenario is valid at 1 of 3 values of mobile-edge.bandwidth.")
    assert answer(analyze(tmp_path, "summary", "r.h5")) == shown


def test_a_goal_has_an_answer_if_no_scenario_is_valid(tiersim, tmp_path):
    study(tmp_path, "goal: {p99: 100 ms}", f"sweep: {{{BANDWIDTH}: [0 Mbps]}}")
    run(tiersim)
    shown = answer(tiersim("show", "r.h5").stdout)
    assert "no scenario is valid, so nothing can be said" in shown[0]
    done = subprocess.run(
        [ANALYZE, "summary", "r.h5"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode != 0 and answer(done.stdout) == shown


def test_a_goal_changes_no_simulated_byte(tiersim, tmp_path):
    study(tmp_path, "")
    run(tiersim)
    before = digest(tmp_path / "r.h5", "scenarios", "requests")
    with ts.open(tmp_path / "r.h5") as results:
        assert "goal" not in results.attributes["study_expanded"]
    study(tmp_path, "goal: {p99: 60 ms, prefer: edge}")
    run(tiersim)
    assert digest(tmp_path / "r.h5", "scenarios", "requests") == before
    with ts.open(tmp_path / "r.h5") as results:
        assert "goal: {p99: 60 ms, prefer: edge}" in results.attributes["study_expanded"]


def test_a_goal_is_a_part_of_the_study(tiersim, tmp_path):
    study(tmp_path, "goal: {p99: 60 ms}")
    run(tiersim)
    again = tiersim("run", "study.yaml", "-o", "r.h5")
    assert again.returncode == 0 and "already" in again.stderr + again.stdout
    other = tiersim("run", "study.yaml", "-o", "r.h5", "--set", "goal.p99=30 ms")
    assert other.returncode == 2
    # The profiles in the file are enough to ask for another goal.
    assert tiersim("run", "r.h5", "-o", "s.h5", "--set", "goal.p99=1 s").returncode == 0
    assert "p99 at most 1 s is surely met at every" in tiersim("show", "s.h5").stdout


def test_merged_files_keep_a_goal_that_both_have(tiersim, tmp_path):
    study(tmp_path, "goal: {p99: 60 ms}")
    run(tiersim, "a.h5")
    run(tiersim, "b.h5", "--set", "links.mobile-edge.delay=9 ms")
    assert tiersim("merge", "a.h5", "b.h5", "-o", "ab.h5").returncode == 0
    shown = answer(tiersim("show", "ab.h5").stdout)
    assert shown[0].startswith("net at mobile-edge.delay 5 ms: p99 at most 60 ms is")
    assert answer(analyze(tmp_path, "summary", "ab.h5")) == shown


def test_the_page_answers_the_goal_first(tiersim, tmp_path):
    study(tmp_path, "goal: {p99: 60 ms}")
    run(tiersim)
    analyze(tmp_path, "report", "r.h5")
    html = (tmp_path / "r.html").read_text()
    first = answer(tiersim("show", "r.h5").stdout)[0]
    assert first in html
    assert html.index(first) < html.index('class="facts"') < html.index("What is fastest")
