"""The figures of a page, as columns: what its charts and tables are drawn from."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from tiersim_results.cells import QUANTILES
from tiersim_results.colours import COLOURS, KIND_COLOURS
from tiersim_results.page.encode import codes, short
from tiersim_results.page.profiles import profile_columns
from tiersim_results.page.sweeps import sweeps
from tiersim_results.parts import describe_part, mean_parts
from tiersim_results.quantities import format_quantity
from tiersim_results.reader import Results


def page_data(results: Results, cells: pd.DataFrame, crossovers: list[dict] | None) -> dict:
    """`cells`: as `tiersim_results.cells.cells` gives them. Times are in ms."""
    subjects, operators = list(cells.subject.unique()), list(cells.operator.unique())
    deployments = sorted(cells.deployment.unique(), key=_nearest_first)
    parts = mean_parts(results, cells)
    return {
        "subjects": subjects,
        "operators": operators,
        "deployments": [
            {"name": name, "colour": COLOURS.get(name, "#7f7f7f")} for name in deployments
        ],
        "statistics": list(QUANTILES),
        "sweeps": sweeps(results, cells),
        "parts": [_part(name) for name in parts],
        "scenarios": {
            "subject": codes(cells.subject, subjects),
            "operator": codes(cells.operator, operators),
            "deployment": codes(cells.deployment, deployments),
            "drawn": [int(ok) for ok in (cells.status == "ok") & (cells.request_count > 0)],
            "extrapolated": [int(value) for value in cells.extrapolated],
            "unstable": [int(value) for value in cells.unstable],
            **{f"accuracy{end}": short(cells[f"accuracy{end}"]) for end in ("", "_low", "_high")},
            "in_time": short(cells.in_time, 4),
            "resolution": short(cells.resolution_ns / 1e6, 3),
            "parts": _sparse(parts.to_numpy() / 1e6),
            **{
                f"{name}{end}": short(cells[f"{name}{end}_ns"] / 1e6)
                for name in QUANTILES
                for end in ("", "_low", "_high")
            },
        },
        "profiles": profile_columns(results),
        "crossovers": [_crossover(results, crossover) for crossover in crossovers or []],
    }


def _nearest_first(deployment: str) -> int:
    known = list(COLOURS)
    return known.index(deployment) if deployment in known else len(known)


def _part(name: str) -> dict[str, str]:
    kind, _, place = name.partition("_ns.")
    return {
        "kind": kind,
        "colour": KIND_COLOURS[kind],
        "place": place,
        "label": describe_part(name),
    }


def _sparse(means: np.ndarray) -> list[list]:
    """For each row: part, mean, part, mean, ... of the parts that take time."""
    rows = []
    for row in means:
        passed = np.flatnonzero(np.nan_to_num(row))
        pairs = zip(passed.tolist(), short(row[passed], 4))
        rows.append([number for pair in pairs for number in pair])
    return rows


def _crossover(results: Results, crossover: dict) -> dict:
    """With the values written as people read them; what is not bounded is left out."""
    unit = results.unit("scenarios", f"sweep.{crossover['path']}")
    written: dict[str, object] = {}
    for name in ("value", "low", "high"):
        value = float(crossover.get(name, math.nan))
        known = math.isfinite(value)
        written[name] = value if known else None
        written[f"{name}_text"] = format_quantity(value, unit, 3) if known else None
    names = {name: str(crossover[name]) for name in ("subject", "a", "b", "path")}
    held = {
        path: format_quantity(_number(value), results.unit("scenarios", f"sweep.{path}"))
        for path, value in (crossover.get("at") or {}).items()
    }
    return names | written | {"at": held}


def _number(value: object) -> object:
    """numpy's integers are none of Python's."""
    return value.item() if isinstance(value, np.generic) else value
