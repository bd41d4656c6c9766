"""What a question names: "distilled+sptq on edge", "bert_mini: cloud", "bandwidth = 10 Mbps"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tiersim_results.quantities import format_quantity, parse_quantity
from tiersim_results.reader import KEYS, Results, ResultsError


@dataclass(frozen=True)
class Choice:
    """Scenarios by what they are; None is any."""

    subject: str | None = None
    operator: str | None = None
    deployment: str | None = None

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of `frame`, which has the columns `subject`, `operator`, `deployment`."""
        for key in KEYS:
            wanted = getattr(self, key)
            if wanted is not None:
                frame = frame[frame[key] == wanted]
        return frame

    def __str__(self) -> str:
        scope = f"{self.subject}: " if self.subject else ""
        return scope + label(self.operator, self.deployment)


def label(operator: str | None, deployment: str | None) -> str:
    """As people say it: "sptq on edge"; one of the two may be left out."""
    return " on ".join(part for part in (operator, deployment) if part)


def parse_choice(text: str, known: pd.DataFrame) -> Choice:
    """Reads "[SUBJECT:] OPERATOR on DEPLOYMENT", of which one may be left out.

    `known`: rows with all names that exist. Raises ResultsError for a name that does not.
    """
    subject, rest = None, text.strip()
    for name in sorted(set(known.subject), key=len, reverse=True):
        if rest.startswith(f"{name}:"):
            subject, rest = name, rest[len(name) + 1 :].strip()
            break
    operators, deployments = set(known.operator), set(known.deployment)
    if rest in operators:
        return Choice(subject, rest, None)
    if rest in deployments:
        return Choice(subject, None, rest)
    operator, on, deployment = rest.rpartition(" on ")
    if not on:
        raise _unknown(rest, operators | deployments, "operator or deployment")
    if operator not in operators:
        raise _unknown(operator, operators, "operator")
    if deployment not in deployments:
        raise _unknown(deployment, deployments, "deployment")
    choice = Choice(subject, operator, deployment)
    if choice.of(known).empty:
        raise ResultsError(f'"{choice}" is not in the study (it was left out, or did not finish)')
    return choice


def known_name(text: str, names: Iterable[str], kind: str) -> str:
    """`text`, if it is one of `names`; else raises ResultsError with what is like it."""
    if text not in set(names):
        raise _unknown(text, set(names), kind)
    return text


def swept_path(results: Results, path: str | None) -> str:
    """The path asked for, or the only one there is; raises ResultsError."""
    paths = results.sweep_paths
    if not paths:
        raise ResultsError(f"{results.path}: the study sweeps nothing (add a sweep to it)")
    if path is None and len(paths) > 1:
        raise ResultsError(
            f"{results.path}: the study sweeps {', '.join(paths)} (name one with --over)"
        )
    return paths[0] if path is None else known_name(path, paths, "swept path")


def select_at(results: Results, frame: pd.DataFrame, settings: Iterable[str]) -> pd.DataFrame:
    """The rows at swept values, each given as "PATH=VALUE", e.g. "...bandwidth=10 Mbps"."""
    for setting in settings:
        path, equals, text = (part.strip() for part in setting.partition("="))
        if not equals:
            raise ResultsError(f'"{setting}" is no PATH=VALUE (write e.g. "{_example(results)}")')
        column = f"sweep.{known_name(path, results.sweep_paths, 'swept path')}"
        values = frame[column]
        if values.dtype == object:
            known_name(text, values, f"value of {path}")
            frame = frame[values == text]
            continue
        unit = results.unit("scenarios", column)
        wanted = parse_quantity(text, unit)
        at = np.isclose(values, wanted, rtol=1e-3, atol=0)  # as far as tables print them
        if not at.any():
            there = ", ".join(format_quantity(v, unit) for v in sorted(set(values)))
            raise ResultsError(f"{path} was not simulated at {text} (but at {there})")
        frame = frame[at]
    return frame


def short_path(column: str) -> str:
    """The last two parts of a swept column's path, which say it all: "edge-cloud.bandwidth"."""
    return ".".join(column.removeprefix("sweep.").split(".")[-2:])


def refuse_other_sweeps(frame: pd.DataFrame, column: str) -> None:
    """A curve over one swept path has the others fixed; raises ResultsError."""
    if frame[column].dtype == object:
        raise ResultsError(f"{column[6:]} is swept over texts: there is no curve (see: summary)")
    for other in sweep_columns(frame):
        if other != column and frame[other].nunique(dropna=False) > 1:
            raise ResultsError(f"{other[6:]} is swept, too (fix it with --at {other[6:]}=VALUE)")


def sweep_columns(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame if str(name).startswith("sweep.")]


def point_text(results: Results, row) -> str:
    """The swept values of a row, e.g. "links.edge-cloud.bandwidth = 1 Mbps"; "" without any."""
    return ", ".join(
        f"{path} = {format_quantity(row[column], results.unit('scenarios', column))}"
        for path, column in ((path, f"sweep.{path}") for path in results.sweep_paths)
        if column in row and not pd.isna(row[column])
    )


def groups_of(frame: pd.DataFrame, keys: list[str]):
    """Like groupby in the order of the file, also for no key at all: (values, rows). NaN, what a
    study of a merged file did not sweep, is None among the values."""
    if not keys:
        yield (), frame
        return
    single = len(keys) == 1  # pandas 1 and 2 name the groups of a list of one differently
    groups = frame.groupby(keys[0] if single else keys, sort=False, dropna=False)
    for values, rows in groups:
        values = (values,) if single else values
        yield tuple(None if pd.isna(value) else value for value in values), rows


def _example(results: Results) -> str:
    return f"{(results.sweep_paths or ['links.edge-cloud.bandwidth'])[0]}=10 Mbps"


def _unknown(text: str, names: set[str], kind: str) -> ResultsError:
    near = difflib.get_close_matches(text, sorted(names), 1)
    remedy = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(sorted(names))}"
    return ResultsError(f'no {kind} "{text}" in the results ({remedy})')
