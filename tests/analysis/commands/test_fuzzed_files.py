"""Commands give an answer or one line about files that were damaged at random.

`scripts/fuzz` does the same for as long as one wants.
"""

import os
import pathlib
import signal
import subprocess
import time

import pytest

from analysis.helpers.fuzzing import Hunt
from analysis.helpers.validation_file import planted_rounds, write_validation

ROOT = pathlib.Path(__file__).parents[3]
PROGRAM = pathlib.Path(os.environ.get("TIERSIM_BIN", ROOT / "build/bin")) / "tiersim"
SEEDS = {"results": 60, "validation": 20}

STUDY = """tiersim: 1
question: Where?
subjects: [toy_net]
operators: [plain, small]
deployments: [edge, cloud]
profiles: times.csv
tiers: {mobile: {}, edge: {}, cloud: {}}
links:
  mobile-edge: {bandwidth: 100 Mbps, delay: 1 ms}
  edge-cloud: {bandwidth: 1 Mbps, delay: 5 ms}
request: {payload: 10 kB, count: 20}
sweep: {links.edge-cloud.bandwidth: [1 Mbps, 50 Mbps]}
"""


@pytest.fixture(scope="module")
def real_file(tmp_path_factory):
    """A file that the program wrote: compressed, in chunks, with all of its columns."""
    if not PROGRAM.exists():
        pytest.skip(f"{PROGRAM} is not built")
    folder = tmp_path_factory.mktemp("real")
    rows = ["subject,operator,stage,tier,service_ms,load_ms,accuracy"]
    for operator, share in (("plain", 1), ("small", 0.4)):
        for tier, edge_ms in (("edge", 20), ("cloud", 10)):
            times = [share * edge_ms * (1 + 0.001 * k) for k in range(12)]
            rows += [f"toy_net,{operator},0,{tier},{ms:.4f},100,0.9" for ms in times]
    (folder / "times.csv").write_text("\n".join(rows) + "\n")
    (folder / "study.yaml").write_text(STUDY)
    call = [PROGRAM, "run", "study.yaml", "-o", "real.h5"]
    subprocess.run(call, cwd=folder, check=True, capture_output=True)
    return folder / "real.h5"


@pytest.fixture(scope="module")
def validation_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("validation") / "toy.validation.h5"
    return write_validation(path, planted_rounds(count=20, bandwidths=(1e6,)))


def problems(source, folder, seeds):
    with Hunt(source, folder) as hunt:
        return [problem for problem in map(hunt.problem, range(seeds)) if problem]


def test_a_damaged_results_file_is_an_answer_or_one_line(real_file, tmp_path):
    assert problems(real_file, tmp_path, SEEDS["results"]) == []


def test_a_damaged_validation_file_is_an_answer_or_one_line(validation_file, tmp_path):
    assert problems(validation_file, tmp_path, SEEDS["validation"]) == []


def raise_error(_):
    raise ValueError("planted")


def test_a_traceback_would_be_seen(validation_file, tmp_path, monkeypatch):
    monkeypatch.setattr("tiersim_results.program._run", raise_error)
    (problem,) = problems(validation_file, tmp_path, 1)
    assert problem.startswith("seed 0: ") and "ValueError: planted" in problem


def test_a_call_without_an_end_would_be_seen(validation_file, tmp_path, monkeypatch):
    monkeypatch.setattr("tiersim_results.program._run", lambda _: time.sleep(60))
    monkeypatch.setattr("analysis.helpers.fuzzing.LONGEST", 1)
    assert problems(validation_file, tmp_path, 2) == [
        f"seed {seed}: no answer within 1 s" for seed in (0, 1)
    ]


def test_a_crash_is_survived(validation_file, tmp_path, monkeypatch):
    """The program tells it as one line."""

    def crash_or_raise(arguments):
        if arguments.command == "summary":
            raise_error(arguments)
        os.kill(os.getpid(), signal.SIGSEGV)

    monkeypatch.setattr("tiersim_results.program._run", crash_or_raise)
    assert [problem[:7] for problem in problems(validation_file, tmp_path, 5)] == ["seed 4:"]
