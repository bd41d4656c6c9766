"""The same study on several ranks of MPI, by Open MPI's mpirun."""

import contextlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time

import pytest

from conftest import BIN, QUICKSTART
from test_network import run as run_alone
from test_network import write
from test_quickstart import digest
from test_resume import finished

MPIRUN = shutil.which("mpirun")
pytestmark = pytest.mark.skipif(MPIRUN is None, reason="no mpirun (install openmpi-bin)")

LOSSY = (
    "{up: 20 Mbps, down: 50 Mbps, delay: 5 ms, jitter: 1 ms, loss: 1 %, loss_burst: 3 packets, "
    "background: {up: 5 Mbps, down: 5 Mbps, on: 100 ms, off: 100 ms}}"
)
CALL = ["run", "study.yaml", "-o", "r.h5"]
MARK = "TIERSIM_TEST_JOB"


def write_lossy(folder: pathlib.Path, count=30, seeds=10):
    """A study of twice as many scenarios as seeds; 30 requests take some 15 ms."""
    write(
        folder,
        f"mobile-edge: {LOSSY}",
        f"payload: 50 kB, count: {count}, clients: 3, arrivals: poisson 10 /s",
        more=f"sweep: {{request.deadline: [1 s, 2 s], seed: {list(range(1, seeds + 1))}}}",
    )


def write_long(folder: pathlib.Path):
    """Some three seconds on one core: mpirun takes one to end the others when a rank has died."""
    write_lossy(folder, count=120, seeds=30)


class Job:
    """One mpirun of tiersim in a folder."""

    def __init__(self, folder, ranks, *arguments, options=(), cores=(), **environment):
        self.mark = f"{MARK}={folder}-{time.monotonic_ns()}"
        # Quiet: mpirun adds no words of its own where ranks end with a status.
        call = [MPIRUN, "-q", "--allow-run-as-root", "--oversubscribe", *options]
        for count in ranks if isinstance(ranks, list) else [(ranks, arguments)]:
            call += [":"] if "-n" in call else []
            call += ["-n", str(count[0]), BIN / "tiersim", *map(str, count[1])]
        name, value = self.mark.split("=", 1)
        self.process = subprocess.Popen(
            call,
            cwd=folder,
            preexec_fn=lambda: cores and os.sched_setaffinity(0, cores),
            env={**os.environ, **environment, name: value},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def processes(self):
        """What runs of it: (process, program, rank, parent)."""
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_text().split("\0")
                program = pathlib.Path((folder / "cmdline").read_text().split("\0")[0]).name
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if self.mark in environment and program.startswith("tiersim"):
                ranks = [v[21:] for v in environment if v.startswith("OMPI_COMM_WORLD_RANK=")]
                found.append((int(folder.name), program, int(ranks[0]), parent))
        return found

    def rank(self, rank):
        """The process that mpirun started, not its workers."""
        mine = [p for p in self.processes() if p[1] == "tiersim" and p[2] == rank]
        started = {process for process, *_ in mine}
        return next(process for process, _, _, parent in mine if parent not in started)

    def wait_until_it_simulates(self):
        for line in self.process.stderr:
            if line.startswith("simulate:"):
                return
        raise AssertionError(f"ended with {self.process.wait()} before it simulated")

    def kill(self, rank=None):
        """As a power cut does, or one rank first, as the system does for memory."""
        if rank is not None:
            os.kill(self.rank(rank), signal.SIGKILL)
            time.sleep(0.02)
        for process in [self.process.pid, *(found[0] for found in self.processes())]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def end(self, timeout=600):
        out, err = self.process.communicate(timeout=timeout)
        patience = time.monotonic() + 60
        while self.processes() and time.monotonic() < patience:
            time.sleep(0.05)
        assert self.processes() == []
        return subprocess.CompletedProcess([], self.process.returncode, out, err)


def content(folder, name="r.h5"):
    return digest(folder / name, "requests", "scenarios")


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """What the longer study comes to without interruption or MPI."""
    folder = tmp_path_factory.mktemp("whole")
    write_long(folder)
    subprocess.run([BIN / "tiersim", *CALL], cwd=folder, check=True, capture_output=True)
    return content(folder)


def test_any_number_of_ranks_gives_the_same_bytes(tiersim, tmp_path):
    write_lossy(tmp_path)
    digests = set()
    for jobs in (1, 2):
        with run_alone(tiersim, tmp_path, "-j", jobs):
            pass
        digests.add(content(tmp_path))
    for ranks, jobs in ((1, 1), (2, 1), (3, 2)):
        done = Job(tmp_path, ranks, *CALL, "--force", "-j", jobs).end()
        assert done.returncode == 0, done.stderr
        digests.add(content(tmp_path))
        # One bar, by rank 0, and nothing else on any output.
        told = [line.split(",")[0] for line in done.stderr.splitlines() if "/20" in line]
        assert told == [f"simulate: {count}/20" for count in range(2, 21, 2)]
        assert done.stderr.splitlines()[-1] == "written to r.h5"
        assert done.stdout == ""
    assert len(digests) == 1


def test_what_other_ranks_do_is_a_part_of_the_work(tmp_path):
    """Rank 0's worker stops for a while; the other ranks do all the rest meanwhile."""
    write_lossy(tmp_path, count=120)
    job = Job(tmp_path, 3, *CALL)
    job.wait_until_it_simulates()
    first = job.rank(0)
    worker = next(p for p, program, _, up in job.processes() if (program, up) == ("tiersim", first))
    os.kill(worker, signal.SIGSTOP)
    reached = 0
    for line in job.process.stderr:
        reached = int(line.removeprefix("simulate: ").split("/")[0])
        if reached == 18:
            break
    os.kill(worker, signal.SIGCONT)
    assert job.end().returncode == 0
    assert reached == 18


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_rank_that_is_killed_leaves_what_has_finished_to_resume(seed, whole, tiersim, tmp_path):
    moment = random.Random(seed)
    write_long(tmp_path)
    one_core = {min(os.sched_getaffinity(0))}
    job = Job(tmp_path, 3, *CALL, options=["--bind-to", "none"], cores=one_core)
    job.wait_until_it_simulates()
    time.sleep(moment.uniform(0, 0.3))
    os.kill(job.rank(moment.choice([0, 1, 2])), signal.SIGKILL)
    assert job.end().returncode != 0
    assert (tmp_path / "r.h5.journal").exists()
    refused = Job(tmp_path, 2, *CALL).end()
    assert refused.returncode == 2
    assert "use --resume to go on" in refused.stderr
    if seed % 2:
        done = Job(tmp_path, 2, *CALL, "--resume").end()
    else:
        done = tiersim(*CALL, "--resume")
    assert done.returncode == 0, done.stderr
    assert content(tmp_path) == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.h5", "study.yaml", "times.csv"]


def test_killed_again_and_again_nothing_finished_is_lost(whole, tmp_path):
    """With the three above at twenty moments."""
    write_long(tmp_path)
    moments = random.Random(1)
    kept = kills = 0
    while True:
        resume = ["--resume"] if (tmp_path / "r.h5.journal").exists() else []
        job = Job(tmp_path, 2, *CALL, *resume)
        try:
            job.wait_until_it_simulates()
            # Nearly all come while scenarios run; after them it may run to its end.
            job.process.wait(moments.uniform(0, 0.25) if kills < 17 else None)
            break
        except subprocess.TimeoutExpired:
            job.kill(moments.choice([None, 0, 1]))
            job.end()
            kills += 1
        now = finished(tmp_path)
        assert now >= kept
        kept = now
    assert job.end().returncode == 0
    assert kept > 0
    assert content(tmp_path) == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.h5", "study.yaml", "times.csv"]


def test_where_mpi_lets_a_job_go_on_others_do_the_work_of_a_rank_that_died(whole, tmp_path):
    write_long(tmp_path)
    job = Job(tmp_path, 3, *CALL, options=["--enable-recovery"])
    job.wait_until_it_simulates()
    os.kill(job.rank(1), signal.SIGKILL)
    done = job.end()
    assert "rank 1 has gone; others do the" in done.stderr
    assert "written to r.h5" in done.stderr
    assert content(tmp_path) == whole


def test_ctrl_c_keeps_what_has_finished(whole, tiersim, tmp_path):
    write_long(tmp_path)
    job = Job(tmp_path, 2, *CALL)
    job.wait_until_it_simulates()
    job.process.send_signal(signal.SIGINT)
    done = job.end()
    assert done.returncode != 0  # mpirun's own, whatever the ranks end with
    again = tiersim(*CALL, "--resume")
    assert again.returncode == 0, again.stderr
    assert content(tmp_path) == whole


def test_an_interrupted_rank_0_ends_all_with_its_status(tmp_path):
    write_long(tmp_path)
    job = Job(tmp_path, 3, *CALL)
    job.wait_until_it_simulates()
    os.kill(job.rank(0), signal.SIGTERM)
    done = job.end()
    assert done.returncode == 130
    assert done.stderr.splitlines()[-1].endswith("(go on with --resume)")


def test_a_mistake_is_one_line_from_all_ranks_together(tmp_path):
    write_lossy(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    for call, problem in [
        (["run", "missing.yaml"], "missing.yaml:1:1: study: no such file (check the path)"),
        (["run", "study.yaml", "-o", "."], ".: is a folder (name a file with -o)"),
    ]:
        done = Job(tmp_path, 3, *call).end()
        assert done.returncode == 2
        assert done.stderr.splitlines() == [problem]
        assert done.stdout == ""
    done = Job(tmp_path, 3, "run", "study.yaml", "--fly").end()
    assert done.returncode == 2
    assert done.stderr.count("--fly") == 1
    assert [path for path in sorted(tmp_path.rglob("*")) if path.name != "results"] == before


def test_a_file_that_is_there_is_kept_without_force(tmp_path):
    write_lossy(tmp_path)
    assert Job(tmp_path, 2, *CALL).end().returncode == 0
    before = content(tmp_path)
    again = Job(tmp_path, 2, *CALL).end()
    assert again.returncode == 0
    assert "answers this study from these profiles already" in again.stderr
    other = [*CALL, "--set", "request.count=29"]
    refused = Job(tmp_path, 2, *other).end()
    assert refused.returncode == 2
    assert "exists and answers another study (use --force" in refused.stderr
    assert content(tmp_path) == before
    assert Job(tmp_path, 2, *other, "--force").end().returncode == 0
    assert content(tmp_path) != before


def test_ranks_that_read_different_studies_are_refused(tmp_path):
    write_lossy(tmp_path)
    job = Job(tmp_path, [(1, CALL), (1, [*CALL, "--set", "seed=7"])])
    done = job.end()
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("rank 1 on ")
    assert last.endswith("reads another study than rank 0 (all ranks need the same files)")
    assert not list(tmp_path.glob("r.h5*"))


def test_processes_that_do_not_find_each_other_are_refused(tiersim, tmp_path):
    """As srun starts them without --mpi, or the mpiexec of an MPI that is not ours."""
    write_lossy(tmp_path)
    for environment in (
        {"SLURM_STEP_NUM_TASKS": "4", "SLURM_PROCID": "0"},
        {"PMI_RANK": "0", "PMI_SIZE": "4"},
    ):
        done = tiersim(*CALL, **environment)
        assert done.returncode == 2
        assert done.stderr.startswith("MPI: 4 processes were started that do not find each other")
    silent = tiersim(*CALL, SLURM_STEP_NUM_TASKS="4", SLURM_PROCID="3")
    assert (silent.returncode, silent.stderr) == (2, "")
    assert not list(tmp_path.glob("r.h5*"))


@pytest.mark.measures
def test_live_scenarios_run_on_rank_0_one_after_the_other(cache, tmp_path):
    call = ["run", QUICKSTART, "-o", "r.h5", "--set", "compute=live", "--set", "request.count=5"]
    call += ["--set", "operators=[sptq]", "--set", "deployments=[edge]"]
    call += ["--sweep", "links.edge-cloud.bandwidth=1 Mbps,2 Mbps"]
    done = Job(tmp_path, 2, *call, options=["--bind-to", "none"], TIERSIM_CACHE=str(cache)).end(300)
    assert done.returncode in (0, 1), done.stderr  # 1: a share was missed on a busy machine
    assert "compute: live: one scenario after the other, on rank 0" in done.stderr
    assert "simulate: 2/2" in done.stderr
