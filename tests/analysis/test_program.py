"""The program itself, in a process of its own."""

import subprocess

import numpy as np

from analysis.helpers.command_line import PROGRAM, good
from analysis.helpers.results_file import BANDWIDTH, Scenario, write


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
