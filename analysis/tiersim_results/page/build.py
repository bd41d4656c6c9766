"""The page about a results file."""

from __future__ import annotations

import pathlib

import pandas as pd

from tiersim_results.goal.criteria import goal_of
from tiersim_results.page.assemble import assemble
from tiersim_results.page.data import page_data
from tiersim_results.page.left_out import left_out
from tiersim_results.reading.reader import Results
from tiersim_results.scenarios.table import scenario_table
from tiersim_results.scenarios.trust import trust_rows

SCRIPTS = [
    "store",
    "format",
    "theme",
    "shapes",
    "selection",
    "state",
    "front",
    "axes",
    "marks",
    "intervals",
    "labels",
    "tables",
    "panels",
    "goal",
    "invalid",
    "scatter",
    "curves",
    "curve_keys",
    "crossovers",
    "part_colours",
    "waterfall",
    "controls",
    "profiles",
    "main",
]

# Attributes that the page shows elsewhere than in the list of facts about the run.
SHOWN_ELSEWHERE = {"question", "study_yaml", "study_expanded"}


def build(
    results: Results,
    verdict: list[str] | None = None,
    crossovers: list[dict] | None = None,
    findings: list[dict] | None = None,
    scenarios: pd.DataFrame | None = None,
    answer: list[str] | None = None,
) -> str:
    """The page as HTML.

    `verdict`: sentences. `crossovers`: {subject, a, b, path, value, low, high, at}; `a` and `b` are
    "operator on deployment"; the values have the unit of the path's column; `at`, which may be
    missing, holds the values of the other swept paths. `findings`: {claim, verdict, why, source,
    silent}; `verdict` is holds, fails or undecided; `silent`, which may be missing: whether the
    results say nothing about the claim. `scenarios`: of `scenario_table`; read if not given.
    `answer`: sentences that answer the goal of the study.
    """
    scenarios = scenario_table(results) if scenarios is None else scenarios
    attributes = results.attributes
    return assemble(
        "template.html",
        SCRIPTS,
        page_data(results, scenarios, crossovers, goal_of(results)),
        question=attributes.get("question") or f"Results of {pathlib.Path(results.path).name}",
        answer=answer or [],
        verdict=verdict or [],
        findings=[f for f in findings or [] if not f.get("silent")],
        silent=[f for f in findings or [] if f.get("silent")],
        sources=list(dict.fromkeys(f["source"] for f in findings or [] if f.get("source"))),
        left_out=left_out(scenarios),
        trust=trust_rows(scenarios),
        counts=_counts(scenarios),
        incomplete=attributes.get("complete", "yes") != "yes",
        study=attributes.get("study_yaml", ""),
        expanded=attributes.get("study_expanded", ""),
        provenance=provenance(attributes),
        swept=results.sweep_paths,
    )


def provenance(attributes: dict[str, str]) -> dict[str, str]:
    """Facts about the run that the page does not show elsewhere."""
    return {
        name.replace("_", " "): value
        for name, value in sorted(attributes.items())
        if name not in SHOWN_ELSEWHERE and value
    }


def _counts(scenarios: pd.DataFrame) -> dict[str, int]:
    return {
        "scenarios": len(scenarios),
        "ok": int((scenarios.status == "ok").sum()),
        "requests": int(scenarios.request_count.sum()),
        "subjects": scenarios.subject.nunique(),
        "operators": scenarios.operator.nunique(),
        "deployments": scenarios.deployment.nunique(),
        "extrapolated": int((scenarios.extrapolated == 1).sum()),
        "unstable": int(scenarios.unstable.sum()),
    }
