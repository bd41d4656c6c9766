"""The page about a validation file."""

from __future__ import annotations

import pathlib

import pandas as pd

from tiersim_results.output.tables import Table, is_number
from tiersim_results.page.assemble import assemble
from tiersim_results.page.build import provenance
from tiersim_results.page.data import deployment_columns, nearest_first, part_columns, sparse
from tiersim_results.page.encode import codes, short
from tiersim_results.quantities.numbers import percent
from tiersim_results.quantities.units import MILLISECOND, format_quantity
from tiersim_results.reading.validation_file import Validation
from tiersim_results.scenarios.steps import STEPS
from tiersim_results.scenarios.table import QUANTILES
from tiersim_results.selection.sweeps import sweep_columns
from tiersim_results.validation.comparison import Comparison
from tiersim_results.validation.contributions import contributions
from tiersim_results.validation.errors import LIMITS, REFERENCE, SIMULATED
from tiersim_results.validation.stored import stored
from tiersim_results.validation.summary import left_out, regret_line, summary_line, worst_line
from tiersim_results.validation.tables import decision_table, part_table, scenario_table

VALIDATION_SCRIPTS = [
    "store",
    "validation/paths",
    "format",
    "theme",
    "shapes",
    "state",
    "axes",
    "marks",
    "intervals",
    "labels",
    "tables",
    "panels",
    "part_colours",
    "controls",
    "validation/scatter",
    "validation/part_errors",
    "validation/main",
]


def build_validation(validation: Validation) -> str:
    """The page as HTML."""
    comparison, attributes = stored(validation), validation.attributes
    lines = (summary_line(comparison), worst_line(comparison), regret_line(comparison))
    return assemble(
        "validation.html",
        VALIDATION_SCRIPTS,
        validation_data(comparison),
        question=attributes.get("question") or f"{pathlib.Path(validation.path).name}",
        study_file=attributes.get("study", ""),
        study=attributes.get("study_yaml", ""),
        expanded=attributes.get("study_expanded", ""),
        provenance=provenance(attributes),
        rounds=validation.rounds,
        emulate_with=attributes.get("emulate_with", ""),
        swept=validation.sweep_paths,
        counts={
            "scenarios": len(comparison.cells),
            "invalid": len(comparison.cells) - len(comparison.valid),
        },
        limits=", ".join(
            f"{name} within {percent(limit * comparison.budget, 0)}\u00a0%"
            for name, limit in LIMITS.items()
        ),
        verdict=[_sentence(line) for line in lines if line],
        left_out=left_out(comparison),
        scenarios=_html_table(scenario_table(comparison)),
        decisions=_html_table(decision_table(comparison)),
        part_table=_html_table(part_table(comparison)),
    )


def validation_data(comparison: Comparison) -> dict:
    """The numbers that the charts are drawn from. Times are in ms, errors of parts in percent."""
    cells = comparison.valid
    subjects, operators = list(cells.subject.unique()), list(cells.operator.unique())
    deployments = nearest_first(cells.deployment)
    shares = contributions(comparison)
    return {
        "subjects": subjects,
        "operators": operators,
        "deployments": deployment_columns(deployments),
        "statistics": list(QUANTILES),
        "goal": {},
        "reference": comparison.reference,
        "limits": [LIMITS.get(name, 0) * comparison.budget for name in QUANTILES],
        "steps": [{"name": name, **step._asdict()} for name, step in STEPS.items()],
        "parts": part_columns(shares),
        "scenarios": {
            "subject": codes(cells.subject, subjects),
            "operator": codes(cells.operator, operators),
            "deployment": codes(cells.deployment, deployments),
            "place": _places(comparison, cells),
            "verdict": list(cells.verdict),
            "parts": sparse(100 * shares.to_numpy()),
            **{
                f"{half}_{name}{end}": short(cells[f"{half}_{name}{end}_ns"] / MILLISECOND)
                for half in (SIMULATED, REFERENCE)
                for name in QUANTILES
                for end in ("", "_low", "_high")
            },
            **{f"{name}_error": short(cells[f"{name}_error"], 4) for name in QUANTILES},
        },
    }


def _places(comparison: Comparison, cells: pd.DataFrame) -> list[str]:
    """The swept values of each row, e.g. "10 Mbps, 5 ms"."""
    swept = sweep_columns(cells)
    return [
        ", ".join(format_quantity(row[name], comparison.unit(name)) for name in swept)
        for row in cells.to_dict("records")
    ]


def _sentence(line: str) -> str:
    return f"{line[:1].upper()}{line[1:]}."


def _html_table(table: Table) -> dict:
    """The texts of a table, and which of its columns hold numbers."""
    shown = table.shown.astype(str)
    return {
        "columns": [{"name": name, "number": all(map(is_number, shown[name]))} for name in shown],
        "rows": shown.to_numpy().tolist(),
    }
