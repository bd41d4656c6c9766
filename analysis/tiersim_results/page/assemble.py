"""Joins a template, style, library, scripts and data into one page that needs no other file."""

from __future__ import annotations

import base64
import hashlib
import pathlib

import jinja2
from markupsafe import Markup

from tiersim_results.page.encode import to_json
from tiersim_results.reading.errors import ResultsError

HERE = pathlib.Path(__file__).parent
LIBRARY = pathlib.Path("/usr/share/javascript/chart.js/chart.min.js")  # Chart.js 3.9.1, MIT


def assemble(template: str, scripts: list[str], data: object, **values: object) -> str:
    """The page as HTML.

    `scripts`: files of `js` without their ending; a script uses only what those before it define.
    `data`: what they read. `values`: of the template; texts are escaped.
    """
    sources = [_library(), _own_scripts(scripts)]
    style = (HERE / "page.css").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template).render(
        policy=_policy(sources, style),
        style=Markup(style),
        scripts=[Markup(script) for script in sources],
        data=Markup(to_json(data)),
        **values,
    )


def _library() -> str:
    try:
        return LIBRARY.read_text(encoding="utf-8")
    except OSError as error:
        raise ResultsError(f"{LIBRARY}: cannot be read (apt-get install libjs-chart.js)") from error


def _own_scripts(names: list[str]) -> str:
    sources = [(HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in names]
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
