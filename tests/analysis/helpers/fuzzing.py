"""Asks tiersim-analyze about randomly damaged files.

    PYTHONPATH=analysis:tests python3 -m analysis.helpers.fuzzing SECONDS FOLDER [FILE.h5 ...]

runs for so long. It keeps each file that breaks a command in the folder, prints the call, and then
ends with status 1. Without files it writes its own. The environment variable TIERSIM_FUZZ_FIRST is
the first seed (0).
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import itertools
import multiprocessing
import os
import pathlib
import sys
import tempfile
import time
import traceback
import warnings
from unittest import mock

import tiersim_results as ts
from analysis.helpers.damage import damage
from analysis.helpers.planted_study import write_planted
from analysis.helpers.validation_file import planted_rounds, write_validation
from tiersim_results import commands, program
from tiersim_results.figures import crossover, pareto, sweep, validation, waterfall  # noqa: F401
from tiersim_results.quantities.units import format_quantity
from tiersim_results.reading.schema import is_sweep_column

# What the commands need besides the file.
ARGUMENTS = {
    "compare": ["edge", "cloud"],
    "crossover": ["--between", "edge", "--and", "cloud"],
    "advise": ["--p99", "20 ms", "--accuracy", "0.9"],
}
# Calls for a validation file.
VALIDATION_CALLS = [
    ["validate"],
    ["validate", "--recompute"],
    ["validate", "--recompute", "--format", "csv", "--table", "parts"],
    ["report"],
    ["summary"],
]
# A healthy file takes less than a second.
LONGEST = 60


class Hunt:
    """Asks about damaged copies of one file. The same seed is the same question.

    All questions run in one other process, because HDF5 may crash on a damaged file. After a crash,
    a new process goes on. The program itself survives a crash: it runs each command in a process of
    its own (tests/analysis/test_program.py).
    """

    def __init__(self, source, folder) -> None:
        self.source = pathlib.Path(source)
        self._folder = pathlib.Path(folder)
        self.damaged = self._folder / f"damaged-{self.source.name}"
        if ts.is_validation(source):
            self._calls = VALIDATION_CALLS
        else:
            measured = ["--measured", str(_cells_of(source, self._folder / "cells.csv"))]
            more = ARGUMENTS | {"validate": measured}
            self._calls = [[name, *more.get(name, [])] for name in commands.NAMES]
        self._process = self._pipe = None

    def __enter__(self) -> Hunt:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def problem(self, seed: int) -> str:
        """What is wrong with the answer about a damaged file; "" if nothing is."""
        if self._process is None:
            self._start()
        self._pipe.send(seed)
        if not self._pipe.poll(LONGEST):
            self._stop()
            return f"seed {seed}: no answer within {LONGEST} s"
        try:
            return self._pipe.recv()
        except EOFError:
            self._process.join()
            status = self._process.exitcode
            self._stop()
            return "" if status < 0 else f"seed {seed}: the process ended with {status}"

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=self._answer_all, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None

    def _answer_all(self, pipe) -> None:
        faulthandler.disable()  # pytest's would print pages about a crash
        while True:
            pipe.send(self._answer(pipe.recv()))

    def _answer(self, seed: int) -> str:
        what = damage(self.source, self.damaged, seed)
        name, *rest = self._calls[seed % len(self._calls)]
        status, out, err = _call([name, str(self.damaged), *rest], self._folder)
        wrong = _wrong(status, out, err)
        return f"seed {seed}: {what}: {name} {' '.join(rest)}: {wrong}\n{err}" if wrong else ""


def _wrong(status: int | None, out: str, err: str) -> str:
    if status not in (0, 2):
        return f"status {status}"
    if status == 2 and (out or err.count("\n") != 1 or not err.endswith(")\n")):
        return "status 2 without one line that ends with a remedy"
    return ""


def _cells_of(source, path):
    """Measured cells for every scenario of a file: each takes 1 ms."""
    with ts.open(source) as results:
        frame = results.scenarios().drop_duplicates(["subject", "operator", "deployment"])
        swept = [name for name in frame if is_sweep_column(name)]
        units = {name: results.unit("scenarios", name) for name in swept}
    lines = [",".join(["subject", "operator", "deployment", *swept, "median_ms"])]
    for row in frame.to_dict("records"):
        values = [format_quantity(row[name], units[name], 12) for name in swept]
        names = [row[name] for name in ("subject", "operator", "deployment")]
        lines.append(",".join([*names, *values, "1"]))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _call(arguments, folder):
    """Exit status, output and error output. A warning is an error.

    After an exception, the status is None and the error output is its traceback.
    """
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        stack.enter_context(mock.patch("matplotlib.figure.Figure.savefig", _save))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("error")
        try:
            status = program.answer(program.parse(arguments))
        except Exception:
            return None, out.getvalue(), traceback.format_exc()
    return status, out.getvalue(), err.getvalue()


def _save(figure, path, **_):
    """Drawing takes ten times as long as the rest, and comes after it."""
    pathlib.Path(path).write_text("drawn", encoding="utf-8")


def main(seconds: float, kept: pathlib.Path, files: list[str]) -> int:
    found = asked = 0
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        if not files:
            files = [
                str(write_planted(f"{folder}/planted.h5", count=12, bandwidths=[1e6, 50e6])),
                str(write_validation(f"{folder}/planted.validation.h5", planted_rounds(count=20))),
            ]
        hunts = [stack.enter_context(Hunt(file, folder)) for file in files]
        end = time.monotonic() + seconds
        for seed in itertools.count(int(os.environ.get("TIERSIM_FUZZ_FIRST", "0"))):
            for hunt in hunts:
                if time.monotonic() > end:
                    print(f"{asked} calls about damaged files, {found} answered wrongly")
                    return int(found > 0)
                asked += 1
                problem = hunt.problem(seed)
                if problem:
                    found += 1
                    kept.mkdir(exist_ok=True)
                    path = kept / f"{hunt.source.stem}-{seed}.h5"
                    path.write_bytes(hunt.damaged.read_bytes())
                    print(f"{path}: {problem}", flush=True)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(float(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]))
