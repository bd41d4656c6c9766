"""Calls tiersim-analyze as a user does."""

import contextlib
import csv
import io
import pathlib
import warnings
from dataclasses import dataclass

import pytest

from tiersim_results.program import answer, parse

PROGRAM = pathlib.Path(__file__).parents[3] / "analysis" / "tiersim-analyze"


@dataclass
class Run:
    returncode: int
    stdout: str
    stderr: str


def analyze(*arguments, cwd=None):
    """Runs in this process: starting Python and loading its packages takes longer than an answer.
    A warning is an error."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("error")
        if cwd:
            patch.chdir(cwd)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = answer(parse(list(map(str, arguments))))
    return Run(status, out.getvalue(), err.getvalue())


def good(*arguments, cwd=None):
    """The standard output of a call that must succeed."""
    run = analyze(*arguments, cwd=cwd)
    assert run.returncode == 0, run.stderr
    return run.stdout


def rows(*arguments, cwd=None):
    """The rows of the CSV table that a call prints."""
    return list(csv.DictReader(io.StringIO(good(*arguments, "--format", "csv", cwd=cwd))))
