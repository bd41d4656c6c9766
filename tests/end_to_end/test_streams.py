"""Pipes, devices and closed streams: nothing hangs, nothing aborts."""

import os
import subprocess

import pytest

from conftest import BIN
from test_network import WIRE, write


def in_shell(folder, words):
    """Calls the program with redirections as a shell knows them."""
    return subprocess.run(
        ["sh", "-c", f'exec "{BIN}/tiersim" {words}'],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("streams", ["2>&-", ">&-", "<&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_a_run_without_its_standard_streams_writes_the_same_results(streams, tmp_path):
    write(tmp_path)
    done = in_shell(tmp_path, f"run study.yaml -o r.h5 {streams}")
    assert done.returncode == 0, done
    assert in_shell(tmp_path, "show r.h5").stdout.count("whole") == 1
    # A mistake is told by the status.
    assert in_shell(tmp_path, f"run missing.yaml {streams}").returncode == 2
    assert in_shell(tmp_path, f"fly {streams}").returncode == 2


def test_an_answer_that_cannot_be_written_is_no_success(tmp_path):
    write(tmp_path)
    done = in_shell(tmp_path, "check study.yaml >/dev/full")
    assert done.returncode == 1
    assert "cannot" in done.stderr and done.stderr.count("\n") == 1


def test_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(tiersim, tmp_path):
    write(tmp_path, f"mobile-edge: {WIRE}")
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.pth")
    problem = "is a pipe or a device, not a file (name a file)"
    for call in (
        ["run", "pipe"],
        ["check", "pipe"],
        ["show", "pipe"],
        ["merge", "pipe", "pipe", "-o", "r.h5"],
        ["check", "study.yaml", "--set", "profiles=pipe"],
        ["check", "study.yaml", "--set", "links.mobile-edge={trace: pipe, delay: 1 ms}"],
        ["check", "study.yaml", "--set", "request.arrivals=trace pipe"],
        [
            *("check", "study.yaml", "--set", "subjects=[mine]", "--set", "operators=[identity]"),
            *("--set", "models={mine: {architecture: resnet18, weights: pipe.pth}}"),
        ],
    ):
        done = tiersim(*call, timeout=60)
        assert done.returncode == 2 and problem in done.stderr, (call, done.stderr)
        assert done.stderr.count("\n") == 1


def test_an_unknown_command_is_named(tiersim):
    done = tiersim("fly")
    assert done.returncode == 2
    assert done.stderr.startswith('tiersim: no command "fly" (use one of run, ')
    assert tiersim("chek").stderr == 'tiersim: no command "chek" (did you mean "check"?)\n'
    assert tiersim("chek").stdout == ""
