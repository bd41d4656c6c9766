"""What a run may write: results over results, and nothing else."""

import os
import signal
import subprocess

import h5py
import pytest

import tiersim_results as ts
from conftest import BIN
from test_network import write
from test_resume import SEEDS, write_study


def refusal(done):
    """The one line of a call that was refused."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == "" and len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_no_file_but_results_is_replaced_even_by_force(tiersim, tmp_path):
    write(tmp_path)
    with h5py.File(tmp_path / "thesis.h5", "w") as foreign:
        foreign["years"] = [1, 2, 3]
    (tmp_path / "link.h5").symlink_to("thesis.h5")
    (tmp_path / "dangling.h5").symlink_to("nowhere.h5")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.exists()}
    for name, problem in [
        ("study.yaml", "exists and is not a whole results file"),
        ("times.csv", "exists and is not a whole results file"),
        ("thesis.h5", "exists and is not a whole results file"),
        ("link.h5", "is a symbolic link"),
        ("dangling.h5", "is a symbolic link"),
    ]:
        for force in ([], ["--force"]):
            done = tiersim("run", "study.yaml", "-o", name, *force)
            assert refusal(done).startswith(f"{name}: {problem}")
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.exists()} == before
    assert (tmp_path / "dangling.h5").is_symlink() and not (tmp_path / "nowhere.h5").exists()


def test_a_pipe_or_a_device_is_not_replaced_by_results(tiersim, tmp_path):
    write(tmp_path)
    os.mkfifo(tmp_path / "pipe.h5")
    names = ["pipe.h5"]
    if os.geteuid() == 0:
        os.mknod(tmp_path / "full.h5", 0o600 | 0o020000, os.makedev(1, 7))  # as /dev/full is
        names.append("full.h5")
    for name in names:
        kind = os.stat(tmp_path / name).st_mode
        for option in ("-o", "--log"):
            done = tiersim("run", "study.yaml", option, name, *["--force"] * (option == "-o"))
            assert refusal(done).startswith(f"{name}: is not a regular file")
        assert os.stat(tmp_path / name).st_mode == kind


def test_results_do_not_replace_what_the_call_reads(tiersim, tmp_path):
    write(tmp_path)
    for name in ("a.h5", "b.h5"):
        assert tiersim("run", "study.yaml", "-o", name).returncode == 0
    before = {name: (tmp_path / name).read_bytes() for name in ("a.h5", "b.h5")}
    for call in (
        ["run", "a.h5", "-o", "./a.h5", "--force"],
        ["merge", "a.h5", "b.h5", "-o", "a.h5", "--force"],
        ["merge", "a.h5", "b.h5", "-o", "b.h5", "--force"],
    ):
        assert "would replace a file that this call reads" in refusal(tiersim(*call))
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_a_log_is_added_to_no_other_file(tiersim, tmp_path):
    write(tmp_path)
    before = (tmp_path / "study.yaml").read_bytes()
    done = tiersim("run", "study.yaml", "-o", "r.h5", "--log", "study.yaml")
    assert refusal(done) == (
        "study.yaml: exists and is not a log of tiersim (name another file with --log)\n"
    )
    assert (tmp_path / "study.yaml").read_bytes() == before
    done = tiersim("run", "study.yaml", "-o", "r.h5", "--log", "r.h5", "--force")
    assert "would hold both the results and the log" in refusal(done)
    assert not (tmp_path / "r.h5").exists()
    for _ in range(2):
        done = tiersim("run", "study.yaml", "-o", "r.h5", "--log", "run.log", "--force")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "run.log").read_text().count("written to r.h5") == 2


def test_two_runs_never_write_one_file(tiersim, tmp_path):
    write_study(tmp_path)
    call = ["run", "study.yaml", "-o", "r.h5", "-j", "1"]
    first = subprocess.Popen(
        [BIN / "tiersim", *call], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    for line in first.stderr:
        if line.startswith("simulate: "):
            break
    first.send_signal(signal.SIGSTOP)  # it has the file until the others have tried
    try:
        for more in ([], ["--force"], ["--resume"], ["--force", "--set", "request.count=1"]):
            assert refusal(tiersim(*call, *more)) == (
                f"r.h5: another tiersim, process {first.pid}, writes this file now (wait for its "
                "end, or name another file with -o)\n"
            )
    finally:
        first.send_signal(signal.SIGCONT)
    first.communicate()
    assert first.returncode == 0
    with ts.open(tmp_path / "r.h5") as results:
        assert len(results.scenarios()) == SEEDS and len(results.requests()) == 40 * SEEDS
    assert {path.name for path in tmp_path.iterdir()} == {"r.h5", "study.yaml", "times.csv"}


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_a_results_folder_that_cannot_be_made_is_one_line(kind, tiersim, tmp_path):
    write(tmp_path)
    if kind == "file":
        (tmp_path / "results").write_text("a file")
    else:
        (tmp_path / "results").symlink_to("nowhere")
    line = refusal(tiersim("run", "study.yaml"))
    assert line.startswith("results: cannot be made a folder: ")
    assert line.endswith("(name a file with -o)\n")
    assert tiersim("run", "study.yaml", "-o", "r.h5").returncode == 0


def test_a_name_that_is_too_long_is_one_line(tiersim, tmp_path):
    write(tmp_path)
    name = 300 * "n"
    done = tiersim("run", "study.yaml", "-o", f"{name}.h5")
    assert refusal(done) == f"{name}.h5: has too long a name (name a shorter file with -o)\n"
    for command in ("run", "check", "show"):
        assert "has too long a name (shorten it)" in refusal(tiersim(command, name))
    done = tiersim("run", "study.yaml", "-o", "r.h5", "--log", name)
    assert "(name another file with --log)" in refusal(done)
    done = tiersim("check", "study.yaml", "--set", f"profiles={name}.csv")
    assert "has too long a name (shorten it)" in refusal(done)
