"""Runs that are stopped at any moment go on with --resume, to the bytes of one that was not."""

import os
import random
import signal
import sqlite3
import subprocess
import time

import pytest

import tiersim_results as ts
from conftest import BIN
from test_network import write
from test_quickstart import digest

LOSSY = "{bandwidth: 20 Mbps, delay: 5 ms, loss: 0.5 %}"
SEEDS = 60


def write_study(folder):
    """60 scenarios of some 50 ms each."""
    write(
        folder,
        f"mobile-edge: {LOSSY}",
        "payload: 200 kB, count: 40",
        more=f"sweep: {{seed: [{', '.join(map(str, range(SEEDS)))}]}}",
    )


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    """Digest of a run that nothing stopped."""
    folder = tmp_path_factory.mktemp("whole")
    write_study(folder)
    run = subprocess.run([BIN / "tiersim", "run", "study.yaml", "-o", "r.h5"], cwd=folder)
    assert run.returncode == 0
    return digest(folder / "r.h5", "requests", "scenarios")


def finished(folder, timeout=10):
    """Scenarios in the journal, by another program's reading."""
    journal = folder / "r.h5.journal"
    if not journal.exists():
        return 0
    # As it would look to a machine that starts again: with what had not been rolled back yet. One
    # that was killed holds its lock until the disk has taken what it was writing.
    with sqlite3.connect(journal, timeout=timeout) as database:
        return database.execute("SELECT count(*) FROM result").fetchone()[0]


def wait_for_writes(run, journal, count):
    """Returns when the journal was written so many times more, or the run has ended."""

    def last():
        return journal.stat().st_mtime_ns if journal.exists() else 0

    before = last()
    while count > 0 and run.poll() is None:
        time.sleep(0.001)
        if last() != before:
            before = last()
            count -= 1


def test_killed_at_fifty_random_moments_nothing_finished_is_lost(tmp_path, uninterrupted):
    write_study(tmp_path)
    moments = random.Random(1)
    journal = tmp_path / "r.h5.journal"
    kept = kills = 0
    while True:
        call = [BIN / "tiersim", "run", "study.yaml", "-o", "r.h5", "-j", str(1 + kills % 2)]
        if journal.exists():
            call.append("--resume")
        run = subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.DEVNULL)
        # Every fifth kill comes after something was kept, however slow the machine is.
        wait_for_writes(run, journal, 2 if kills % 5 == 4 else 0)
        try:
            # After fifty kills it may run to its end.
            assert run.wait(moments.uniform(0, 0.2) if kills < 50 else None) == 0
            break
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            kills += 1
        # The journal goes last: a program killed after that has stored everything.
        if not journal.exists() and (tmp_path / "r.h5").exists():
            break
        now = finished(tmp_path)
        assert now >= kept
        kept = now
    assert kept > 0
    assert digest(tmp_path / "r.h5", "requests", "scenarios") == uninterrupted
    names = {path.name for path in tmp_path.iterdir()}
    # A kill in the last moment leaves the file of the lock, which locks nothing.
    assert names - {"r.h5.lock"} == {"r.h5", "study.yaml", "times.csv"}


def test_interrupted_by_hand_it_shows_what_is_there_and_goes_on(tiersim, tmp_path, uninterrupted):
    write_study(tmp_path)
    call = [BIN / "tiersim", "run", "study.yaml", "-o", "r.h5", "-j", "1"]
    run = subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    for line in run.stderr:
        if line.startswith("simulate: "):
            break
    run.send_signal(signal.SIGINT)
    assert "go on with --resume" in run.stderr.read()
    assert run.wait() == 130
    with ts.open(tmp_path / "r.h5") as results:
        assert results.attributes["complete"] == "no"
        assert 0 < len(results.scenarios()) < SEEDS
        there = set(results.scenarios().id)
    # Another study, another build, other times or another trace are not gone on with.
    other = tiersim("run", "study.yaml", "-o", "r.h5", "--resume", "--set", "request.count=41")
    assert other.returncode == 2 and "another study" in other.stderr
    times = (tmp_path / "times.csv").read_text()
    (tmp_path / "times.csv").write_text(times.replace(",10,", ",11,"))
    other = tiersim("run", "study.yaml", "-o", "r.h5", "--resume")
    assert other.returncode == 2
    assert other.stderr == (
        "r.h5.journal: times.csv has changed since it was begun (use --force to begin anew)\n"
    )
    (tmp_path / "times.csv").write_text(times)
    done = tiersim("run", "study.yaml", "-o", "r.h5", "--resume")
    assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "r.h5", "requests", "scenarios") == uninterrupted
    with ts.open(tmp_path / "r.h5") as results:
        assert there <= set(results.scenarios().id) and len(results.scenarios()) == SEEDS
    again = tiersim("run", "study.yaml", "-o", "r.h5", "--resume")
    assert again.returncode == 0 and "already" in again.stderr


def test_ended_between_its_file_and_the_end_only_the_journal_goes(tiersim, tmp_path):
    write_study(tmp_path)
    journal = tmp_path / "r.h5.journal"
    call = ["run", "study.yaml", "-o", "r.h5"]
    run = subprocess.Popen(
        [BIN / "tiersim", *call, "-j", "1"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    for line in run.stderr:
        if line.startswith("simulate: "):
            break
    run.send_signal(signal.SIGINT)
    run.communicate()
    left = journal.read_bytes()
    assert tiersim(*call, "--resume").returncode == 0
    whole = (tmp_path / "r.h5").read_bytes()
    journal.write_bytes(left)  # as a kill would have left it
    again = tiersim(*call, "--resume")
    assert again.returncode == 0 and "already" in again.stderr
    assert not journal.exists() and (tmp_path / "r.h5").read_bytes() == whole


def test_what_a_killed_run_had_written_goes_with_who_goes_on(tiersim, tmp_path):
    """Not with who is refused: from another machine, one that lives looks like one that is gone."""
    write_study(tmp_path)
    call = ["run", "study.yaml", "-o", "r.h5", "-j", "1"]
    run = subprocess.Popen(
        [BIN / "tiersim", *call], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    for line in run.stderr:
        if line.startswith("simulate: 12/"):
            break
    run.kill()
    run.communicate()
    partial = tmp_path / f"r.h5.{run.pid}.partial"
    assert partial.exists() and (tmp_path / "r.h5.journal").exists()
    refused = tiersim(*call)
    assert refused.returncode == 2 and "use --resume to go on" in refused.stderr
    assert partial.exists()
    assert tiersim(*call, "--resume").returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"r.h5", "study.yaml", "times.csv"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_fills_up_leaves_what_goes_on(tiersim, tmp_path, uninterrupted):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk])
    if mounted.returncode != 0:
        pytest.skip("no small disk may be mounted here")
    try:
        write_study(tmp_path)
        done = tiersim("run", "study.yaml", "-o", disk / "r.h5")
        assert done.returncode == 2
        last = done.stderr.splitlines()[-1]
        assert last.startswith(f"{disk}/r.h5") and "is the disk full" in last
        assert (disk / "r.h5.journal").exists() and not (disk / "r.h5").exists()
        subprocess.run(["mount", "-o", "remount,size=16m", disk], check=True)
        done = tiersim("run", "study.yaml", "-o", disk / "r.h5", "--resume")
        assert done.returncode == 0, done.stderr
        assert digest(disk / "r.h5", "requests", "scenarios") == uninterrupted
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_journal_that_is_none_or_damaged_is_one_clear_line(tiersim, tmp_path):
    write_study(tmp_path)
    journal = tmp_path / "r.h5.journal"
    call = ["run", "study.yaml", "-o", "r.h5"]
    for content in (b"not a database", b"", os.urandom(5000)):
        journal.write_bytes(content)
        done = tiersim(*call, "--resume")
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1 and "--force to begin anew" in done.stderr
        assert journal.read_bytes() == content  # nothing was changed
    with sqlite3.connect(tmp_path / "other.db") as database:
        database.execute("CREATE TABLE thesis (chapter TEXT)")
    (tmp_path / "other.db").rename(journal)
    done = tiersim(*call, "--resume")
    assert done.returncode == 2 and "is no journal of tiersim" in done.stderr
    refused = tiersim(*call)
    assert refused.returncode == 2 and "--resume to go on" in refused.stderr
    assert tiersim(*call, "--force", "--set", "request.count=1").returncode == 0
    assert not journal.exists()


def test_two_runs_at_once_do_not_share_a_journal(tmp_path):
    write_study(tmp_path)
    call = [BIN / "tiersim", "run", "study.yaml", "-o", "r.h5", "-j", "1"]
    first = subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.DEVNULL)
    while not finished_or_locked(tmp_path):
        assert first.poll() is None
        time.sleep(0.01)
    first.send_signal(signal.SIGSTOP)  # it holds the journal until the other one has tried
    second = subprocess.run([*call, "--resume"], cwd=tmp_path, capture_output=True, text=True)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 2
    assert f"another tiersim, process {first.pid}, writes this file now" in second.stderr
    assert first.wait() == 0


def finished_or_locked(folder):
    try:
        return finished(folder, timeout=0) > 0
    except sqlite3.OperationalError:
        return True
