"""Wrong input: one line, exit status 2, nothing written."""

import os
import signal
import subprocess
import time

import pytest

from conftest import BIN, QUICKSTART
from test_network import write

WRONG = {
    "unknown key": (
        "request:",
        "requets:",
        ':16:1: requets: unknown key "requets" (did you mean "request"?)',
    ),
    "missing unit": (
        "200 Mbps, delay: 1 ms",
        "200, delay: 1 ms",
        ':14:28: links.mobile-edge.bandwidth: "200" has no unit (write e.g. "200 Mbps")',
    ),
    "wrong type": (
        "count: 100",
        "count: many",
        ':16:49: request.count: "many" is not a whole number (write e.g. 1)',
    ),
    "unknown operator": (
        "identity, sptq,",
        "identity, sptk,",
        ':7:23: operators[1]: unknown operator "sptk" (did you mean "sptq"?)',
    ),
    "negative bandwidth": (
        "{bandwidth: 1 Mbps",
        "{bandwidth: -1 Mbps",
        ':15:28: links.edge-cloud.bandwidth: "-1 Mbps" is negative (write e.g. "100 Mbps")',
    ),
    "empty list": (
        "deployments: [mobile, edge, cloud, mobile-edge]",
        "deployments: []",
        ":8:14: deployments: is an empty list (name at least one)",
    ),
    "not YAML": ("seed: 1", "seed: [1", ":18:6: study: is not YAML: "),
}


def check_refused(done, tmp_path, before):
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("title", WRONG)
def test_a_mistake_in_a_study_is_one_line_with_place_and_remedy(title, tiersim, tmp_path):
    right, wrong, message = WRONG[title]
    text = QUICKSTART.read_text()
    assert right in text
    study = tmp_path / "s.yaml"
    study.write_text(text.replace(right, wrong))
    before = sorted(tmp_path.rglob("*"))
    for command in ("check", "run"):
        done = tiersim(command, "s.yaml")
        check_refused(done, tmp_path, before)
        assert done.stderr.startswith(f"s.yaml{message}"), done.stderr


def test_what_is_no_study_is_refused(tiersim, tmp_path):
    (tmp_path / "rubbish.yaml").write_bytes(os.urandom(5000) + b"\0")
    (tmp_path / "folder.yaml").mkdir()
    before = sorted(tmp_path.rglob("*"))
    for name, problem in [
        ("missing.yaml", "no such file (check the path)"),
        ("folder.yaml", "is a folder (name a study file, e.g. scenarios/quickstart.yaml)"),
        ("rubbish.yaml", "is binary, not YAML (name a study file)"),
    ]:
        done = tiersim("run", name)
        check_refused(done, tmp_path, before)
        assert done.stderr == f"{name}:1:1: study: {problem}\n"


def test_an_output_that_cannot_be_is_refused_before_any_work(tiersim, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    for output, problem in [("nowhere/r.h5", "no such folder"), (".", "is a folder")]:
        done = tiersim("run", QUICKSTART, "-o", output)
        check_refused(done, tmp_path, before)
        assert problem in done.stderr


def test_a_foreign_file_is_not_overwritten(tiersim, tmp_path):
    (tmp_path / "thesis.h5").write_text("years of work")
    done = tiersim("run", QUICKSTART, "-o", "thesis.h5")
    assert done.returncode == 2
    assert "exists and is not a whole results file of tiersim (move it" in done.stderr
    assert (tmp_path / "thesis.h5").read_text() == "years of work"


@pytest.mark.parametrize(
    "call", [[], ["fly"], ["run"], ["run", "x.yaml", "-j", "0"], ["list", "everything"], ["show"]]
)
def test_a_wrong_call_ends_with_status_2(call, tiersim):
    assert tiersim(*call).returncode == 2


@pytest.mark.parametrize(
    "call",
    [
        ["-h"],
        ["run", "-h"],
        ["--version"],
        ["list", "subjects"],
        ["list", "operators"],
        ["list", "tiers"],
        ["list", "datasets"],
    ],
)
def test_help_and_lists_end_with_status_0(call, tiersim):
    done = tiersim(*call)
    assert done.returncode == 0
    assert done.stdout


@pytest.mark.measures
def test_too_little_memory_is_an_error_not_a_hang(tiersim):
    done = tiersim("profile", QUICKSTART, "--set", "tiers.cloud.memory=1 MiB")
    assert done.returncode == 2
    assert "tiers.cloud.memory: " in done.stderr


def test_a_missing_tier_program_says_what_to_build(tiersim):
    done = tiersim("profile", QUICKSTART, TIERSIM_TIER="/nonexistent/tiersim-tier")
    assert done.returncode == 2
    assert "build the target tiersim-tier" in done.stderr


def test_a_cache_that_cannot_be_says_what_to_set(tiersim, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    done = tiersim("prepare", QUICKSTART, TIERSIM_CACHE=str(tmp_path / "file"))
    assert done.returncode == 2
    assert "set TIERSIM_CACHE to a folder of yours" in done.stderr


@pytest.mark.parametrize(
    "size, problem",
    [
        (
            "8k",  # the journal has no room
            ".journal: database or disk is full "
            "(is the disk full? make room and go on with --resume)",
        ),
        # The journal has room, the results file has none.
        ("16k", ": cannot be written (is the disk full, the folder writable?)"),
    ],
)
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_one_clear_line_and_leaves_nothing(size, problem, tiersim, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk])
    if mounted.returncode != 0:
        pytest.skip("no small disk may be mounted here")
    try:
        write(tmp_path)
        done = tiersim("run", "study.yaml", "-o", disk / "r.h5")
        assert done.returncode == 2
        assert done.stderr.splitlines()[-1] == f"{disk}/r.h5{problem}"
        assert list(disk.iterdir()) == []  # nothing had been begun
    finally:
        subprocess.run(["umount", disk], check=True)


def test_an_interrupt_keeps_what_has_finished(tmp_path):
    """Ctrl-C in a long sweep: status 130, a file that says that it is not whole, nothing else."""
    write(tmp_path)
    values = ",".join(f"{mbps} Mbps" for mbps in range(1, 200))
    call = [
        BIN / "tiersim",
        "run",
        "study.yaml",
        "--sweep",
        f"links.mobile-edge.bandwidth={values}",
    ]
    call += ["--set", "request.count=2000", "-o", "long.h5", "-j", "1"]
    run = subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    for line in run.stderr:
        if line.startswith("simulate:"):
            break
    time.sleep(0.2)
    run.send_signal(signal.SIGINT)
    rest = run.stderr.read()
    assert run.wait(300) == 130
    assert "interrupted" in rest
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"long.h5", "long.h5.journal", "study.yaml", "times.csv"}
    shown = subprocess.run(
        [BIN / "tiersim", "show", "long.h5"], cwd=tmp_path, capture_output=True, text=True
    )
    assert "INCOMPLETE" in shown.stdout
    again = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True)
    assert again.returncode == 2
    assert "(use --resume to go on, or --force to begin anew)" in again.stderr
