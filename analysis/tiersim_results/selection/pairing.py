"""Pairs the scenarios of two alternatives that are compared with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.schema import IDENTITY
from tiersim_results.selection.choices import Choice, label
from tiersim_results.selection.sweeps import sweep_columns


@dataclass(frozen=True)
class Pair:
    """Two rows of `scenario_table`, and the columns in which they agree.

    `shared`: e.g. {"subject": "bert_mini", "operator": "sptq"}.
    """

    shared: dict[str, object]
    a: pd.Series
    b: pd.Series


def pairs(frame: pd.DataFrame, a: Choice, b: Choice) -> Iterator[Pair]:
    """Pairs a scenario of `a` with one of `b` if they agree in all that `a` and `b` leave open.

    E.g. "edge" against "cloud" compares each operator with itself, for each subject, at every swept
    value. `frame`: rows of `scenario_table`. Raises ResultsError if there is no such pair.
    """
    if a == b:
        raise ResultsError(f'"{a}" is compared with itself (name two different alternatives)')
    named = {key for key in IDENTITY if getattr(a, key) is not None or getattr(b, key) is not None}
    shared = [key for key in IDENTITY if key not in named or _same(a, b, key)] + sweep_columns(
        frame
    )
    own_a, own_b = _by_key(a, frame, shared), _by_key(b, frame, shared)
    found = False
    for key, row in own_a.items():
        other = own_b.get(key)
        if other is not None and other.id != row.id:
            found = True
            yield Pair({name: row[name] for name in shared}, row, other)
    if not found:
        raise ResultsError(
            f'nothing to compare: "{a}" and "{b}" have no scenario in common (see: summary --all)'
        )


def _same(a: Choice, b: Choice, key: str) -> bool:
    return getattr(a, key) == getattr(b, key)


def _by_key(choice: Choice, frame: pd.DataFrame, names: list[str]) -> dict[tuple, pd.Series]:
    rows: dict[tuple, pd.Series] = {}
    for _, row in choice.of(frame).iterrows():
        # In a merged file, some values are NaN, which does not equal itself.
        key = tuple(None if pd.isna(row[name]) else row[name] for name in names)
        if key in rows:
            first = label(rows[key].operator, rows[key].deployment)
            other = label(row.operator, row.deployment)
            ways = f'"{first}" and "{other}"' if first != other else f'two scenarios of "{first}"'
            raise ResultsError(f'"{choice}" is {ways} at once (name an operator and a deployment)')
        rows[key] = row
    return rows
