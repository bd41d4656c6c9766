"""Joins template, style, library, scripts and data into one page."""

from __future__ import annotations

import base64
import hashlib
import pathlib

import jinja2
import pandas as pd
from markupsafe import Markup

from tiersim_results.page.data import page_data
from tiersim_results.page.encode import to_json
from tiersim_results.page.left_out import left_out
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.reader import Results
from tiersim_results.scenarios.table import scenario_table
from tiersim_results.scenarios.trust import trust_rows

HERE = pathlib.Path(__file__).parent
LIBRARY = pathlib.Path("/usr/share/javascript/chart.js/chart.min.js")  # Chart.js 3.9.1, MIT

# In this order: a script uses only what the scripts before it define.
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
    "scatter",
    "curves",
    "curve_keys",
    "crossovers",
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
) -> str:
    """The page as HTML.

    `verdict`: sentences. `crossovers`: {subject, a, b, path, value, low, high, at}; `a` and `b` are
    "operator on deployment"; the values have the unit of the path's column; `at`, which may be
    missing, holds the values of the other swept paths. `findings`: {claim, verdict, why, source};
    `verdict` is holds, fails or undecided. `scenarios`: of `scenario_table`; read if not given.
    """
    scenarios = scenario_table(results) if scenarios is None else scenarios
    scripts = [_library(), _own_scripts()]
    style = (HERE / "page.css").read_text(encoding="utf-8")
    attributes = results.attributes
    loader = jinja2.FileSystemLoader(HERE)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("template.html").render(
        question=attributes.get("question") or f"Results of {pathlib.Path(results.path).name}",
        policy=_policy(scripts, style),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(to_json(page_data(results, scenarios, crossovers))),
        verdict=verdict or [],
        findings=findings or [],
        sources=list(dict.fromkeys(f["source"] for f in findings or [] if f.get("source"))),
        left_out=left_out(scenarios),
        trust=trust_rows(scenarios),
        counts=_counts(scenarios),
        incomplete=attributes.get("complete", "yes") != "yes",
        study=attributes.get("study_yaml", ""),
        expanded=attributes.get("study_expanded", ""),
        provenance={
            name.replace("_", " "): value
            for name, value in sorted(attributes.items())
            if name not in SHOWN_ELSEWHERE and value
        },
        swept=results.sweep_paths,
    )


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


def _library() -> str:
    try:
        return LIBRARY.read_text(encoding="utf-8")
    except OSError as error:
        raise ResultsError(f"{LIBRARY}: cannot be read (apt-get install libjs-chart.js)") from error


def _own_scripts() -> str:
    sources = [(HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    # They have a scope of their own. Only the library is global.
    return "(() => {\n" + "\n".join(['"use strict";', *sources]) + "\n})();"


def _policy(scripts: list[str], style: str) -> str:
    """The page's policy: it loads and sends nothing, and runs only its own scripts and style."""
    script_hashes = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {script_hashes}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
