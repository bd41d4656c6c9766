"""The program itself, in a process of its own."""

import os
import signal
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


def test_a_crash_within_hdf5_is_one_line_and_status_2(planted_file):
    code = (
        "import os, signal, sys\n"
        "from tiersim_results import program\n"
        "program.answer = lambda arguments: os.kill(os.getpid(), signal.SIGSEGV)\n"
        "sys.argv = ['tiersim-analyze', 'summary', sys.argv[1]]\n"
        "sys.exit(program.main())\n"
    )
    call = ["/usr/bin/python3", "-c", code, planted_file]
    run = subprocess.run(call, capture_output=True, text=True, cwd=PROGRAM.parent)
    assert run.returncode == 2 and run.stdout == ""
    assert run.stderr.startswith(f"{planted_file}: the command ended with SIGSEGV")
    assert run.stderr.endswith(" (is it damaged? run the study again)\n")
    assert run.stderr.count("\n") == 1


def test_an_interrupt_ends_the_command_and_its_process(planted_file):
    code = (
        "import os, signal, sys, time\n"
        "from tiersim_results import program\n"
        "def wait(_):\n"
        "    print('running', flush=True)\n"
        "    time.sleep(60)\n"
        "program._run = wait\n"
        "sys.argv = ['tiersim-analyze', 'summary', sys.argv[1]]\n"
        "sys.exit(program.main())\n"
    )
    call = ["/usr/bin/python3", "-c", code, planted_file]
    run = subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROGRAM.parent, process_group=0
    )
    assert run.stdout.readline() == b"running\n"
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=50)
    assert (run.returncode, out, err) == (130, b"", b"")


def test_the_reader_of_a_pipe_may_stop(planted_file):
    run = subprocess.run(
        f"/usr/bin/python3 {PROGRAM} summary --all {planted_file} | head -1",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout == "Why?\n" and run.stderr == ""
