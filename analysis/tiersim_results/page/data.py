"""The numbers of a page, as columns. The scripts draw charts and tables from them."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from tiersim_results.goal.criteria import Goal, chart_limits
from tiersim_results.output.colours import DEPLOYMENT_COLOURS
from tiersim_results.page.encode import codes, short
from tiersim_results.page.profiles import profile_columns
from tiersim_results.page.sweeps import sweeps
from tiersim_results.quantities.units import MILLISECOND, format_quantity
from tiersim_results.reading.reader import Results
from tiersim_results.reading.schema import sweep_column
from tiersim_results.scenarios.latency_parts import mean_parts
from tiersim_results.scenarios.steps import STEPS, step_of
from tiersim_results.scenarios.steps import describe_step
from tiersim_results.scenarios.table import QUANTILES, is_usable


def page_data(
    results: Results,
    scenarios: pd.DataFrame,
    crossovers: list[dict] | None,
    goal: Goal | None = None,
) -> dict:
    """`scenarios`: of `scenario_table`. Times are in ms."""
    subjects, operators = list(scenarios.subject.unique()), list(scenarios.operator.unique())
    deployments = nearest_first(scenarios.deployment)
    parts = mean_parts(results, scenarios)
    return {
        "subjects": subjects,
        "operators": operators,
        "deployments": deployment_columns(deployments),
        "statistics": list(QUANTILES),
        "goal": chart_limits(goal),
        "sweeps": sweeps(results, scenarios),
        "steps": [{"name": name, **step._asdict()} for name, step in STEPS.items()],
        "parts": part_columns(parts),
        "scenarios": {
            "subject": codes(scenarios.subject, subjects),
            "operator": codes(scenarios.operator, operators),
            "deployment": codes(scenarios.deployment, deployments),
            "drawn": [int(usable) for usable in is_usable(scenarios)],
            "extrapolated": [int(value) for value in scenarios.extrapolated],
            "unstable": [int(value) for value in scenarios.unstable],
            **{
                f"accuracy{end}": short(scenarios[f"accuracy{end}"])
                for end in ("", "_low", "_high")
            },
            "in_time": short(scenarios.in_time, 4),
            "resolution": short(scenarios.resolution_ns / MILLISECOND, 3),
            "parts": sparse(parts.to_numpy() / MILLISECOND),
            **{
                f"{name}{end}": short(scenarios[f"{name}{end}_ns"] / MILLISECOND)
                for name in QUANTILES
                for end in ("", "_low", "_high")
            },
        },
        "profiles": profile_columns(results),
        "crossovers": [_crossover(results, crossover) for crossover in crossovers or []],
    }


def nearest_first(deployments: pd.Series) -> list[str]:
    """The different deployments, those nearest to the device first."""
    known = list(DEPLOYMENT_COLOURS)
    return sorted(
        deployments.unique(), key=lambda name: known.index(name) if name in known else len(known)
    )


def deployment_columns(names: list[str]) -> list[dict[str, str]]:
    return [{"name": name, "colour": DEPLOYMENT_COLOURS.get(name, "#7f7f7f")} for name in names]


def part_columns(names: Iterable[str]) -> list[dict[str, str]]:
    """How to name and draw the parts of a latency."""
    return [
        {
            "step": step,
            "colour": STEPS[step].colour,
            "place": place,
            "label": describe_step(name),
        }
        for name in names
        for step, place in [step_of(name)]
    ]


def sparse(means: np.ndarray) -> list[list]:
    """For each row, the parts that take time: part, mean, part, mean, ..."""
    rows = []
    for row in means:
        passed = np.flatnonzero(np.nan_to_num(row))
        pairs = zip(passed.tolist(), short(row[passed], 4))
        rows.append([number for pair in pairs for number in pair])
    return rows


def _crossover(results: Results, crossover: dict) -> dict:
    """One crossover, with its values also as texts. A value that is not bounded is None."""
    unit = results.unit("scenarios", sweep_column(crossover["path"]))
    written: dict[str, object] = {}
    for name in ("value", "low", "high"):
        value = float(crossover.get(name, math.nan))
        known = math.isfinite(value)
        written[name] = value if known else None
        written[f"{name}_text"] = format_quantity(value, unit, 3) if known else None
    names = {name: str(crossover[name]) for name in ("subject", "a", "b", "path")}
    held = {
        path: format_quantity(_number(value), results.unit("scenarios", sweep_column(path)))
        for path, value in (crossover.get("at") or {}).items()
    }
    return names | written | {"at": held}


def _number(value: object) -> object:
    """Python's number for one of numpy: JSON knows only the former."""
    return value.item() if isinstance(value, np.generic) else value
