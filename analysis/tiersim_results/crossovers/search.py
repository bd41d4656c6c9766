"""Finds all crossovers in a file: of two given alternatives, or of the fastest ones."""

from __future__ import annotations

import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.crossovers.curves import compare_curves
from tiersim_results.reading.schema import IDENTITY
from tiersim_results.selection.choices import Choice, label
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.pairing import pairs
from tiersim_results.selection.sweeps import sweep_columns


def crossovers_between(analysis: Analysis, frame: pd.DataFrame, a: Choice, b: Choice, column: str):
    """One row for each crossing of `a` and `b` over `column`; if they do not cross, one row too.

    Columns: `subject`; the other swept values; `A` and `B`, labels; `value`, `low` and `high`, in
    the column's unit; `a_first`, True if A is faster below, None if they do not cross; `told`,
    whether they are told apart anywhere; `words`, what happens if they do not cross.
    """
    paired = list(pairs(frame, a, b))
    rows = pd.DataFrame(
        [
            {"id_a": pair.a.id, "id_b": pair.b.id}
            | {f"{k}_a": pair.a[k] for k in IDENTITY}
            | {f"{k}_b": pair.b[k] for k in IDENTITY}
            | {name: pair.shared[name] for name in sweep_columns(frame)}
            for pair in paired
        ]
    )
    others = [name for name in sweep_columns(frame) if name != column]
    keys = [f"{k}_{side}" for side in "ab" for k in IDENTITY]
    found = []
    for _, own in groups_of(rows, keys + others):
        first = own.iloc[0]
        names = {
            "subject": first.subject_a,
            **{name: first[name] for name in others},
            "A": label(first.operator_a, first.deployment_a),
            "B": label(first.operator_b, first.deployment_b),
        }
        found += _rows(analysis, frame, own.id_a, own.id_b, column, names)
    return pd.DataFrame(found)


def where_the_fastest_changes(analysis: Analysis, frame: pd.DataFrame, column: str):
    """The same rows, for every two alternatives that are fastest at neighbouring swept values."""
    others = [name for name in sweep_columns(frame) if name != column]
    found = []
    for _, own in groups_of(frame, ["subject", *others]):
        fastest = own.loc[
            own.groupby(column, sort=True).median_ns.idxmin()
        ]  # drops rows that do not sweep it
        names = list(zip(fastest.operator, fastest.deployment))
        done = set()
        for a, b in zip(names, names[1:]):
            if a != b and frozenset((a, b)) not in done:
                done.add(frozenset((a, b)))
                choices = Choice(own.subject.iloc[0], *a), Choice(own.subject.iloc[0], *b)
                if _meet(*(choice.of(own)[column] for choice in choices)):
                    found.append(crossovers_between(analysis, own, *choices, column))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _meet(a: pd.Series, b: pd.Series) -> bool:
    """Whether both were simulated at a common value. If one failed, there may be none."""
    return not set(a).isdisjoint(b)


def _rows(analysis: Analysis, frame: pd.DataFrame, ids_a, ids_b, column: str, names: dict):
    unit = analysis.results.unit("scenarios", column)
    a, b = frame.loc[list(ids_a)], frame.loc[list(ids_b)]
    result = compare_curves(a, b, column, unit, analysis.medians)
    words = result.in_words(names["A"], names["B"])
    if not result.crossings:
        nan = float("nan")
        nowhere = {"value": nan, "low": nan, "high": nan, "a_first": None}
        return [names | nowhere | {"told": result.winner != 0, "words": words}]
    return [
        names
        | {
            "value": crossing.value,
            "low": crossing.low,
            "high": crossing.high,
            "a_first": crossing.a_first,
            "told": True,
            "words": "",
        }
        for crossing in result.crossings
    ]
