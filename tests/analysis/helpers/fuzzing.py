"""Asks tiersim-analyze about randomly damaged files.

    PYTHONPATH=analysis:tests python3 -m analysis.helpers.fuzzing SECONDS FOLDER [FILE.h5 ...]

runs for so long. It keeps each file that breaks a command in the folder, prints the call, and then
ends with status 1. Without files it writes its own. The environment variable TIERSIM_FUZZ_FIRST is
the first seed (0).
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import pathlib
import signal
import sys
import tempfile
import time
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


class Endless(Exception):
    """A call that takes too long. It is no OSError, because multiprocessing ignores those."""


class Hunt:
    """Calls the program with damaged copies of one file. The same seed is the same call."""

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

    def problem(self, seed: int) -> str:
        """What is wrong with the answer about the damaged file; "" if nothing is."""
        what = damage(self.source, self.damaged, seed)
        name, *rest = self._calls[seed % len(self._calls)]
        status, out, err = call_main([name, str(self.damaged), *rest], self._folder)
        wrong = _wrong(status, out, err)
        return f"seed {seed}: {what}: {name} {' '.join(rest)}: {wrong}\n{err}" if wrong else ""


def _wrong(status: int | None, out: str, err: str) -> str:
    if status is None:
        return f"no answer within {LONGEST} s"
    if status not in (0, 2) or "Traceback" in err:
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


def call_main(arguments, folder):
    """Exit status, output and error output of the program's own main function.

    The status is None if it does not end. A warning of Python is an error.
    """
    out, err = pathlib.Path(folder, "out"), pathlib.Path(folder, "err")
    with contextlib.ExitStack() as stack:
        streams = [stack.enter_context(open(path, "w", encoding="utf-8")) for path in (out, err)]
        stack.enter_context(mock.patch.object(sys, "argv", ["tiersim-analyze", *arguments]))
        stack.enter_context(mock.patch.multiple(sys, stdout=streams[0], stderr=streams[1]))
        stack.enter_context(mock.patch("matplotlib.figure.Figure.savefig", _save))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("error")
        stack.enter_context(_alarm(LONGEST))
        try:
            status = program.main()
        except SystemExit as end:
            status = end.code
        except Endless:
            status = None
            for child in multiprocessing.active_children():
                child.kill()
                child.join()
    return status, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")


def _save(figure, path, **_):
    """Drawing takes ten times as long as the rest, and comes after it."""
    pathlib.Path(path).write_text("drawn", encoding="utf-8")


@contextlib.contextmanager
def _alarm(seconds):
    def stop(*_):
        raise Endless

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def main(seconds: float, kept: pathlib.Path, files: list[str]) -> int:
    found = asked = 0
    with tempfile.TemporaryDirectory() as folder:
        if not files:
            files = [
                str(write_planted(f"{folder}/planted.h5", count=12, bandwidths=[1e6, 50e6])),
                str(write_validation(f"{folder}/planted.validation.h5", planted_rounds(count=20))),
            ]
        hunts = [Hunt(file, folder) for file in files]
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
