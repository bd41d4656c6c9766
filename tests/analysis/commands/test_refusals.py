"""A question without an answer: one line says what is wrong and what to do, the status is 2."""

import shutil

import h5py
import numpy as np
import pytest

from analysis.helpers.command_line import analyze, good
from analysis.helpers.results_file import Scenario, write


def _replace(file, name, values):
    del file[name]
    file[name] = values


def _set_version(file, version):
    file.attrs["schema_version"] = version


CHANGES = {
    "UNEVEN": lambda file: _replace(file, "requests/sample", np.arange(3)),
    "BEYOND": lambda file: _replace(
        file, "scenarios/first_request", file["scenarios/first_request"][()] + 10**9
    ),
    "NAMELESS": lambda file: file.__delitem__("scenarios/subject"),
    "FLAT": lambda file: _replace(file, "scenarios", np.arange(3)),
    "NEWER": lambda file: _set_version(file, 2),
    "FOREIGN": lambda file: file.attrs.__delitem__("schema_version"),
}


@pytest.fixture
def file_of(planted_file, tmp_path):
    """Makes the file that an argument in capitals stands for; other arguments stay as they are."""

    def make(name):
        path = tmp_path / f"{name}.h5"
        if name == "FILE":
            return planted_file
        if name == "EMPTY":
            return write(path, [])
        if name == "RUBBISH":
            path.write_bytes(b"rubbish" * 99)
        elif name == "CUT":
            with open(planted_file, "rb") as file:
                whole = file.read()
            path.write_bytes(whole[: len(whole) // 2])
        elif name in CHANGES:
            shutil.copy(planted_file, path)
            with h5py.File(path, "r+") as file:
                CHANGES[name](file)
        else:
            return name
        return path

    return make


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
def test_one_line_and_status_2_for_what_has_no_answer(file_of, tmp_path, arguments, told):
    run = analyze(*map(file_of, arguments), cwd=tmp_path)
    assert run.returncode == 2, run.stdout
    assert run.stdout == ""
    assert told in run.stderr
    assert len(run.stderr.splitlines()) == 1, run.stderr


def test_a_study_without_a_sweep_has_no_sweep_to_draw(tmp_path):
    path = write(tmp_path / "plain.h5", [Scenario("a", "x", "edge", np.arange(9) + 1e6)])
    run = analyze("sweep", path)
    assert run.returncode == 2 and "sweeps nothing" in run.stderr
    assert "a: fastest is x on edge (1.000 ms)." in good("summary", path)
