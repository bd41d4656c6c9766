"""tiersim-analyze as people call it."""

import contextlib
import csv
import io
import pathlib
import subprocess
import sys
import warnings
from dataclasses import dataclass

import h5py
import numpy as np
import pytest

from known_file import BANDWIDTH, Scenario, write
from tiersim_results.program import main

PROGRAM = pathlib.Path(__file__).parents[2] / "analysis" / "tiersim-analyze"


@dataclass
class Run:
    returncode: int
    stdout: str
    stderr: str


def analyze(*arguments, cwd=None):
    """In this process: starting Python and its packages takes longer than most answers."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("error")
        patch.setattr(sys, "argv", ["tiersim-analyze", *map(str, arguments)])
        if cwd:
            patch.chdir(cwd)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main()
    return Run(status, out.getvalue(), err.getvalue())


def good(*arguments, cwd=None):
    run = analyze(*arguments, cwd=cwd)
    assert run.returncode == 0, run.stderr
    return run.stdout


def rows(*arguments, cwd=None):
    return list(csv.DictReader(io.StringIO(good(*arguments, "--format", "csv", cwd=cwd))))


def test_summary_says_who_wins_and_where_the_answer_changes(planted_file):
    text = good("summary", planted_file)
    assert text.startswith(
        "Why?\n\nphoto_net: fastest is sptq on edge at edge-cloud.bandwidth 1 Mbps"
    )
    assert "; sptq on cloud at edge-cloud.bandwidth 50 Mbps" in text
    assert "text_net: fastest is sptq on cloud" in text
    assert "alternatives after the 5 fastest are not shown" in text
    table = rows("summary", planted_file)
    assert len(table) == 2 * 4 * 2 * 6
    first = table[0]
    assert (first["operator"], first["deployment"], first["rank"]) == ("sptq", "edge", "1")
    assert float(first["median_low_ms"]) < 8 < float(first["median_high_ms"])


def test_summary_in_latex_is_a_table(planted_file):
    text = good("summary", planted_file, "--format", "latex", "--at", f"{BANDWIDTH}=1 Mbps")
    assert text.startswith(r"\begin{tabular}") and r"photo\_net" in text


def test_compare_tells_ratio_and_verdict(planted_file):
    table = rows("compare", planted_file, "sptq on edge", "identity on edge")
    assert len(table) == 2 * 6
    for row in table:
        assert row["verdict"] == "faster"
        assert float(row["ratio_low"]) < 0.4 < float(row["ratio_high"])
    text = good("compare", planted_file, "sptq on edge", "identity on edge")
    assert "A is faster in 12 of 12." in text
    assert "p: Wilcoxon's signed rank test" in text
    assert "-1.00" in text  # points of accuracy: 91 against 92 %


def test_pareto_lists_what_nothing_beats(planted_file, tmp_path):
    table = rows("pareto", planted_file, "--subject", "text_net", "-o", tmp_path / "p")
    front = [
        r["operator"]
        for r in table
        if r["front_median"] == "all" and r[f"sweep.{BANDWIDTH}"] == "50000000.0"
    ]
    # sptq 6 ms 91 %, identity 12 ms 92 % or its equal twin, whichever came out faster.
    assert len(front) == 2 and front[0] == "sptq" and front[1] in ("identity", "twin")


def test_figures_are_written_whole_as_png_and_svg(planted_file, tmp_path):
    for command in ("pareto", "sweep", "crossover", "waterfall"):
        stem = tmp_path / command
        good(command, planted_file, "-o", stem)
        assert stem.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
        svg = stem.with_suffix(".svg").read_text()
        assert "</svg>" in svg and "photo_net" in svg
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_figures_go_beside_the_results(tmp_path, planted_file):
    copy = tmp_path / "mine.h5"
    copy.write_bytes(pathlib.Path(planted_file).read_bytes())
    good("waterfall", "mine.h5", cwd=tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "mine-waterfall.png",
        "mine-waterfall.svg",
        "mine.h5",
    ]


def test_waterfall_parts_add_up(planted_file, tmp_path):
    table = rows(
        "waterfall", planted_file, "--all", "-o", tmp_path / "w", "--at", f"{BANDWIDTH}=10 Mbps"
    )
    for row in table:
        parts = [float(v) for k, v in row.items() if "_ms." in k and v]
        assert sum(parts) == pytest.approx(float(row["mean_ms"]), rel=1e-12)
    cloud = next(r for r in table if r["subject"] == "photo_net" and r["deployment"] == "cloud")
    assert float(cloud["network_ms.mobile-cloud"]) == 10  # 2 ms and 80 kbit at 10 Mbps


def test_crossover_is_at_the_planted_bandwidth(planted_file, tmp_path):
    table = rows(
        "crossover",
        planted_file,
        "--between",
        "photo_net: edge",
        "--and",
        "photo_net: cloud",
        "-o",
        tmp_path / "c",
    )
    found = {row["A"]: (float(row["low"]), float(row["high"])) for row in table}
    low, high = found["identity on edge"]
    assert low < 10e6 < high


def test_advise_ranks_what_meets_the_goal(planted_file):
    table = rows(
        "advise",
        planted_file,
        "--p99",
        "12 ms",
        "--accuracy",
        "0.9",
        "--prefer",
        "edge",
        "--subject",
        "text_net",
        "--at",
        f"{BANDWIDTH}=50 Mbps",
        "--top",
        "99",
    )
    # sptq: 8.4 ms on the edge, 6.3 on the cloud; its accuracy of 91 % of 1000 may be 89.1 %.
    assert [(r["operator"], r["deployment"], r["meets"]) for r in table[:2]] == [
        ("sptq", "edge", "likely"),
        ("sptq", "cloud", "likely"),
    ]
    assert {r["meets"] for r in table[2:]} == {"no"}


def test_findings_prints_a_verdict_for_each(planted_file, tmp_path):
    claims = tmp_path / "c.yaml"
    claims.write_text("tiersim-findings: 1\nfindings: [sptq is faster than identity]\n")
    assert "HOLDS      sptq is faster than identity" in good(
        "findings", planted_file, "--claims", claims
    )
    assert good("findings", planted_file).count("\n") > 8


def _replace(file, name, values):
    del file[name]
    file[name] = values


DAMAGES = {
    "UNEVEN": lambda file: _replace(file, "requests/sample", np.arange(3)),
    "BEYOND": lambda file: _replace(
        file, "scenarios/first_request", file["scenarios/first_request"][()] + 10**9
    ),
    "NAMELESS": lambda file: file.__delitem__("scenarios/subject"),
    "FLAT": lambda file: _replace(file, "scenarios", np.arange(3)),
}


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["compare", "FILE", "sptk on edge", "cloud"], 'did you mean "sptq"'),
        (["compare", "FILE", "sptq on moon", "cloud"], 'no deployment "moon"'),
        (["compare", "FILE", "edge", "edge"], "compared with itself"),
        (["summary", "FILE", "--subject", "nobody"], 'no subject "nobody"'),
        (["summary", "FILE", "--at", "x=1"], 'no swept path "x"'),
        (["sweep", "FILE", "--over", "x"], 'no swept path "x"'),
        (["crossover", "FILE", "--between", "edge"], "go together"),
        (["advise", "FILE"], "no goal is given"),
        (["advise", "FILE", "--p99", "fast"], "is not a quantity"),
        (["advise", "FILE", "--p99", "0 ms"], "not longer than 0"),
        (["advise", "FILE", "--accuracy", "90"], "not in 0 .. 1"),
        (["advise", "FILE", "--accuracy", "0.9", "--prefer", "moon"], 'no deployment "moon"'),
        (["findings", "FILE", "--claims", "missing.yaml"], "cannot be read"),
        (["pareto", "FILE", "-o", "/nowhere/x"], "/nowhere"),
        (["summary", "missing.h5"], "does it exist"),
        (["summary", "EMPTY"], "no request of a scenario that is ok"),
        (["summary", "RUBBISH"], "is not an HDF5 file"),
        (["summary", "FOREIGN"], "not of tiersim"),
        (["summary", "NEWER"], "schema version 2"),
        (["summary", "CUT"], "damaged"),
        (["summary", "UNEVEN"], "differ in length"),
        (["summary", "BEYOND"], "beyond the last"),
        (["summary", "NAMELESS"], "no column 'subject'"),
        (["summary", "FLAT"], "has no /scenarios"),
        (["compare", "FILE", "sptq on edge", "cloud"], "name an operator and a deployment"),
        (["report", "FILE", "-o", "FILE"], "is the results file itself"),
        (["report", "FILE", "-o", "/dev/null"], "is no file"),
        (["advise", "FILE", "--p99", ""], "is not a quantity"),
    ],
)
def test_one_line_and_status_2_for_what_has_no_answer(planted_file, tmp_path, arguments, told):
    files = {
        "FILE": planted_file,
        "EMPTY": write(tmp_path / "empty.h5", []),
        "RUBBISH": tmp_path / "rubbish.h5",
        "FOREIGN": tmp_path / "foreign.h5",
        "NEWER": tmp_path / "newer.h5",
        "CUT": tmp_path / "cut.h5",
    }
    files["RUBBISH"].write_bytes(b"rubbish" * 99)
    with h5py.File(files["FOREIGN"], "w") as file:
        file["x"] = 1
    with h5py.File(files["NEWER"], "w") as file:
        file.attrs["schema_version"] = 2
    for name, damage in DAMAGES.items():
        files[name] = tmp_path / f"{name}.h5"
        files[name].write_bytes(pathlib.Path(planted_file).read_bytes())
        with h5py.File(files[name], "r+") as file:
            damage(file)
    whole = pathlib.Path(planted_file).read_bytes()
    files["CUT"].write_bytes(whole[: len(whole) // 2])
    run = analyze(*(files.get(argument, argument) for argument in arguments), cwd=tmp_path)
    assert run.returncode == 2, run.stdout
    assert run.stdout == ""
    assert told in run.stderr
    assert len(run.stderr.splitlines()) == 1, run.stderr


def test_a_study_without_a_sweep_has_no_sweep_to_draw(tmp_path):
    path = write(tmp_path / "plain.h5", [Scenario("a", "x", "edge", np.arange(9) + 1e6)])
    run = analyze("sweep", path)
    assert run.returncode == 2 and "sweeps nothing" in run.stderr
    assert "a: fastest is x on edge (1.000 ms)." in good("summary", path)


def test_names_are_never_more_than_names(tmp_path):
    hostile = "\x1b[31m=cmd|'$x$"
    rows_ = [
        Scenario(hostile, name, "edge", np.arange(9) + 1e6, accuracy=0.5) for name in ("a", "b")
    ]
    path = write(tmp_path / "hostile.h5", rows_, question=hostile)
    assert "\x1b" not in good("summary", path)
    good("pareto", path)
    assert "$x$" in (tmp_path / "hostile-pareto.svg").read_text()


def test_what_one_study_of_a_merged_file_swept_alone_is_not_lost(tmp_path):
    times = np.arange(50) + 1e6
    rows_ = [
        Scenario("a", name, "edge", times, {BANDWIDTH: bandwidth, "links.x.delay": delay}, 0.5)
        for name in ("x", "y")
        for bandwidth, delay in ((1e6, np.nan), (2e6, np.nan), (np.nan, 5e6))
    ]
    path = write(tmp_path / "merged.h5", rows_, units={"links.x.delay": "ns"})
    assert len(rows("summary", path)) == 6
    assert "not swept" in good("summary", path, "--all")
    for command in ("advise", "pareto", "waterfall", "report"):
        good(command, path, *(["--p99", "1 s"] if command == "advise" else []))
    sweep = analyze("sweep", path, "--over", BANDWIDTH)
    assert sweep.returncode == 2 and "swept, too" in sweep.stderr


def test_what_nobody_answers_is_said_to_be_so(tmp_path):
    lost = [
        Scenario(
            "a", "x", "edge", np.arange(9) + 1e6, {BANDWIDTH: at}, 0.5, outcome=["dropped"] * 9
        )
        for at in (1e6, 2e6)
    ]
    path = write(tmp_path / "lost.h5", lost)
    assert "a: fastest is none throughout: nothing answers half" in good("summary", path)
    for command in ("sweep", "pareto", "waterfall", "crossover", "report", "findings"):
        good(command, path)
    assert "100 % not answered" in (tmp_path / "lost-waterfall.svg").read_text()


def test_what_was_left_out_or_calculated_is_told(tmp_path):
    times = np.arange(50) + 1e6
    rows_ = [
        Scenario("a", "x", "edge", times, extrapolated=1),
        Scenario("a", "y", "edge", times, status="invalid", reason="the share is off"),
        Scenario("a", "z", "edge", times, status="failed", reason="killed"),
    ]
    path = write(tmp_path / "marked.h5", rows_, complete="no")
    run = analyze("summary", path)
    assert run.returncode == 0
    text = run.stdout + run.stderr
    assert "note: INCOMPLETE" in text
    assert "left out, invalid (the share is off): 1 scenarios of a: y on edge" in text
    assert "left out, failed (killed): 1 scenarios of a: z on edge" in text
    assert "extrapolated" in text


def test_a_million_requests_fit_into_500_megabytes(tmp_path):
    random = np.random.default_rng(1)
    names = [(f"m{i % 4}", f"o{i // 4 % 25}", ("edge", "cloud")[i // 100 % 2]) for i in range(1000)]
    rows_ = [
        Scenario(*name, 1e6 * random.gamma(9, 1, 1000), {BANDWIDTH: 1e6 * (1 + i // 200)})
        for i, name in enumerate(names)
    ]
    path = write(tmp_path / "large.h5", rows_)
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    call = ["/usr/bin/python3", "-c", code, PROGRAM, "summary", path]
    kilobytes = int(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    assert kilobytes < 500_000


def test_the_program_is_what_the_tests_call(planted_file):
    call = ["/usr/bin/python3", PROGRAM, "summary", planted_file]
    run = subprocess.run(call, capture_output=True, text=True)
    assert run.returncode == 0 and run.stderr == ""
    assert run.stdout == good("summary", planted_file)
    run = subprocess.run([*call[:2], "summary", "missing.h5"], capture_output=True, text=True)
    assert run.returncode == 2 and run.stdout == ""


def test_the_reader_of_a_pipe_may_stop(planted_file):
    run = subprocess.run(
        f"/usr/bin/python3 {PROGRAM} summary --all {planted_file} | head -1",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout == "Why?\n" and run.stderr == ""
