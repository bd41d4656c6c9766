"""Tables: text for people, CSV for programs, LaTeX for papers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pandas as pd

FORMATS = ("text", "csv", "latex")


@dataclass(frozen=True)
class Table:
    """The same rows twice.

    `values`: as numbers; each column has its unit in its name. `shown`: as texts for people.
    """

    values: pd.DataFrame
    shown: pd.DataFrame

    def render(self, form: str) -> str:
        """`form`: one of FORMATS."""
        return (
            {"text": as_text, "latex": as_latex}[form](self.shown)
            if form != "csv"
            else as_csv(self.values)
        )


def as_text(shown: pd.DataFrame) -> str:
    """Aligned columns: numbers to the right, texts to the left."""
    titles = [visible(str(name)) for name in shown]
    rows = [[visible(str(value)) for value in row] for row in shown.itertuples(index=False)]
    widths = [max(len(cell) for cell in column) for column in zip(titles, *rows)]
    right = [all(is_number(row[i]) for row in rows) for i in range(len(titles))]
    lines = []
    for row in [titles, *rows]:
        cells = [c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def as_csv(values: pd.DataFrame) -> str:
    """RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_no_formula(str(name)) for name in values)
    for row in values.itertuples(index=False):
        writer.writerow(_no_formula(value) for value in row)
    return out.getvalue()


def as_latex(shown: pd.DataFrame) -> str:
    """A tabular environment; it needs the package booktabs."""
    rows = [[_latex(visible(str(value))) for value in row] for row in shown.itertuples(index=False)]
    right = [all(is_number(row[i]) for row in rows) for i in range(shown.shape[1])]
    lines = [
        r"\begin{tabular}{" + "".join("r" if r else "l" for r in right) + "}",
        r"\toprule",
        " & ".join(_latex(visible(str(name))) for name in shown) + r" \\",
        r"\midrule",
        *(" & ".join(row) + r" \\" for row in rows),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    return "\n".join(lines) + "\n"


def visible(text: str) -> str:
    """The text with control characters as escapes, so that it cannot control the terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def is_number(cell: str) -> bool:
    """Whether a text to show is a number, an interval, or what stands for an unknown number."""
    return not cell or cell[0] in "0123456789+-±[" or cell in ("never", "nan", "-")


def _no_formula(value: object) -> object:
    if isinstance(value, str):
        return visible(f"'{value}" if value[:1] in tuple("=+-@\t\r\n") else value)
    return "" if isinstance(value, float) and value != value else value


_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: "\\" + c for c in "&%$#_{}"},
}


def _latex(text: str) -> str:
    # TeX would take these for an argument of the line break before them.
    guard = "{}" if text[:1] in ("[", "*") else ""
    return guard + "".join(_LATEX.get(c, c) for c in text)
