"""The command validate, for both kinds of file."""

import shutil

import pytest

from analysis.helpers.command_line import analyze, good, rows
from analysis.helpers.results_file import BANDWIDTH, write
from analysis.helpers.validation_file import planted_rounds, write_validation

LAST = "median error {} %, p95 error {} %, decisions agree in {} of {}"


@pytest.fixture(autouse=True)
def figures_are_not_drawn(monkeypatch):
    """Drawing takes most of the time; tests/analysis/figures looks at the figures."""

    def save(figure, path, **_):
        with open(path, "w", encoding="utf-8") as file:
            file.write("drawn")

    monkeypatch.setattr("matplotlib.figure.Figure.savefig", save)


@pytest.fixture(scope="module")
def halves():
    return planted_rounds()


@pytest.fixture(scope="module")
def path(halves, tmp_path_factory):
    return write_validation(tmp_path_factory.mktemp("v") / "toy.validation.h5", halves)


@pytest.fixture
def copy(path, tmp_path):
    return shutil.copy(path, tmp_path / "toy.validation.h5")


def test_it_prints_every_table_and_the_summary_last(copy, tmp_path):
    lines = good("validate", copy).splitlines()
    assert [line for line in lines if line.endswith(":")] == ["scenarios:", "parts:", "decisions:"]
    assert lines[-1].startswith("median error ") and lines[-1].endswith("decisions agree in 2 of 3")
    assert lines[-2].startswith("the simulated choice is at most 1.")
    assert lines[-3].startswith("largest error: median 26.")
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".png") == [
        "toy.validation-parts.png",
        "toy.validation-scatter.png",
    ]


def test_each_table_is_there_as_csv(copy, tmp_path):
    scenarios = rows("validate", copy, "-o", tmp_path)
    assert len(scenarios) == 12
    bad = next(r for r in scenarios if r["blame"] == "network_ns.mobile-cloud")
    assert bad["operator"] == "identity" and float(bad["median_error"]) < -0.07
    assert float(bad["simulated_network_ms.mobile-cloud"]) == 80
    parts = rows("validate", copy, "--table", "parts")
    assert {row["part"] for row in parts} > {"compute_ns.edge"}
    decisions = rows("validate", copy, "--table", "decisions")
    assert [row["agree"] for row in decisions] == ["yes", "no", "yes"]


def test_what_is_computed_anew_is_what_was_stored(copy):
    for table in ("scenarios", "parts", "decisions"):
        stored = rows("validate", copy, "--table", table)
        again = rows("validate", copy, "--table", table, "--recompute")
        for one, other in zip(stored, again, strict=True):
            for name, value in one.items():
                assert other[name] == value or float(other[name]) == pytest.approx(float(value))


def test_figures_go_to_the_folder_that_is_named(copy, tmp_path):
    good("validate", copy, "-o", tmp_path / "new" / "folder")
    assert (tmp_path / "new" / "folder" / "toy.validation-scatter.svg").exists()
    assert not list(tmp_path.glob("*.svg"))


def test_measurements_give_the_same_figures(copy, halves, tmp_path):
    """The emulated requests, written as measurements."""
    results = write(tmp_path / "simulated.h5", sum(halves["simulated"][:1], []))
    cells = tmp_path / "cells.csv"
    cells.write_text(
        f"subject,operator,deployment,sweep.{BANDWIDTH},latency_ms\n"
        + "".join(
            f"{s.subject},{s.operator},{s.deployment},{s.sweep[BANDWIDTH] / 1e6} Mbps,{ns / 1e6}\n"
            for s in halves["emulated"][0]
            for ns in s.latency_ns
        )
    )
    text = good("validate", results, "--measured", cells)
    assert "parts:" not in text and "repeats" not in text and "simulated - measured" in text
    assert text.endswith("decisions agree in 2 of 3\n")
    assert (tmp_path / "simulated-scatter.png").exists()
    assert not (tmp_path / "simulated-parts.png").exists()
    assert rows("validate", results, "--measured", cells, "--table", "parts") == []
    few = good("validate", results, "--measured", cells, "--budget", "50 %")
    assert " off" not in few.split("decisions:")[0]


def test_other_commands_say_what_the_file_is(copy):
    for command in ("summary", "pareto", "waterfall"):
        run = analyze(command, copy)
        assert run.returncode == 2 and run.stdout == ""
        assert "is a validation" in run.stderr and run.stderr.count("\n") == 1


def test_the_report_of_a_validation_is_a_page(copy, tmp_path):
    run = analyze("report", copy)
    assert run.returncode == 0, run.stderr
    assert run.stderr == f"wrote {tmp_path / 'toy.validation.html'}\n"
    run = analyze("report", copy, "-o", copy)
    assert run.returncode == 2 and "is the results file itself" in run.stderr


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["RESULTS"], "add --measured CELLS.csv"),
        (["VALIDATION", "--measured", "x.csv"], "is a validation (name a results file"),
        (["RESULTS", "--measured", "missing.csv"], "missing.csv:1:1: no such file"),
        (["RESULTS", "--measured", "x.csv", "--recompute"], "is for a validation file"),
        (["VALIDATION", "--budget", "5"], '--budget "5" is not in 0 .. 1'),
        (["VALIDATION", "--budget", "0 %"], "is not in 0 .. 1"),
        (["VALIDATION", "--budget", "much"], "is not a quantity"),
        (["VALIDATION", "-o", "/dev/null/x"], "/dev/null/x: cannot be written"),
        (["missing.h5"], "does it exist"),
    ],
)
def test_what_has_no_answer_is_one_line(copy, planted_file, tmp_path, arguments, told):
    files = {"RESULTS": planted_file, "VALIDATION": copy}
    run = analyze("validate", *(files.get(a, a) for a in arguments), cwd=tmp_path)
    assert run.returncode == 2 and run.stdout == ""
    assert told in run.stderr and run.stderr.count("\n") == 1
