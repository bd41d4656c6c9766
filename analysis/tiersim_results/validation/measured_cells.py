"""Reads measured cells: latencies of a testbed, as CSV (format: analysis/README.md)."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator
from dataclasses import dataclass

from tiersim_results.quantities.units import parse_quantity
from tiersim_results.reading.csv_file import Field, Row, read_csv
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.schema import IDENTITY, is_sweep_column

# Columns of figures. `latency_ms`: a row is a request. `median_ms`: a row is a cell.
LATENCY, MEDIAN, P95 = "latency_ms", "median_ms", "p95_ms"
LEAST_NS, MOST_NS = 1.0, 86_400e9  # a nanosecond, a day
HEADER = f"{','.join(IDENTITY)},{LATENCY}"


@dataclass(frozen=True)
class MeasuredRow:
    """One row of the file. `fields`: its texts by column, with their places; none is empty except
    that of P95. `figures_ns`: by column, in ns."""

    path: str
    line: int
    fields: dict[str, Field]
    figures_ns: dict[str, float]

    def refuse(self, column: str, problem: str) -> ResultsError:
        """ "file:line:column: name: problem (remedy)"."""
        return refusal(self.path, self.line, self.fields[column], f"{column}: {problem}")


def read_measured(path: str) -> list[MeasuredRow]:
    """All rows. Raises ResultsError, which names line and column."""
    lines = read_csv(path)
    header = next(lines, None)
    if header is None:
        raise ResultsError(f"{path}:1:1: is empty (begin with the line {HEADER})")
    columns = _columns(path, header)
    rows = list(_rows(path, columns, lines))
    if not rows:
        raise ResultsError(f"{path}:{header.line + 1}:1: has no measured cell (add a row each)")
    return rows


def refusal(path: str, line: int, field: Field, problem: str) -> ResultsError:
    return ResultsError(f"{path}:{line}:{field.column}: {problem}")


def _columns(path: str, header: Row) -> list[str]:
    """The names of the columns, which must be known and complete."""
    names: list[str] = []
    known = [*IDENTITY, LATENCY, MEDIAN, P95]
    for field in header.fields:
        if field.text not in known and not is_sweep_column(field.text):
            near = difflib.get_close_matches(field.text, known, 1)
            every = ", ".join([*known, "sweep.PATH"])
            remedy = f'did you mean "{near[0]}"?' if near else f"known: {every}"
            raise refusal(path, header.line, field, f'unknown column "{field.text}" ({remedy})')
        if field.text in names:
            raise refusal(path, header.line, field, f"{field.text}: is there twice (keep one)")
        names.append(field.text)
    for name in IDENTITY:
        if name not in names:
            raise ResultsError(
                f"{path}:{header.line}:1: {name}: no such column (begin with the line {HEADER})"
            )
    if (LATENCY in names) == (MEDIAN in names):
        which = "are both there" if LATENCY in names else "are both missing"
        raise ResultsError(
            f"{path}:{header.line}:1: {LATENCY} and {MEDIAN} {which} (keep {LATENCY} with a row a "
            f"request, or {MEDIAN} with a row a cell)"
        )
    if P95 in names and LATENCY in names:
        field = header.fields[names.index(P95)]
        raise refusal(
            path, header.line, field, f"{P95}: follows from {LATENCY} (remove this column)"
        )
    return names


def _rows(path: str, columns: list[str], lines: Iterator[Row]) -> Iterator[MeasuredRow]:
    figures = [name for name in (LATENCY, MEDIAN, P95) if name in columns]
    for line in lines:
        if len(line.fields) != len(columns):
            raise ResultsError(
                f"{path}:{line.line}:1: has {len(line.fields)} fields, the first line "
                f"{len(columns)} (write as many)"
            )
        fields = dict(zip(columns, line.fields))
        for name, field in fields.items():
            if not field.text and name != P95:
                raise refusal(path, line.line, field, f"{name}: is empty (fill it in)")
        yield MeasuredRow(
            path,
            line.line,
            fields,
            {name: _time(path, line.line, name, fields[name]) for name in figures},
        )


def _time(path: str, line: int, name: str, field: Field) -> float:
    """A number of milliseconds, in ns; NaN if nothing is written."""
    if not field.text:
        return math.nan
    try:
        value = parse_quantity(f"{field.text} ms", "ns")
    except ResultsError:
        problem = f'{name}: "{field.text}" is no number of milliseconds (write e.g. 12.5)'
        raise refusal(path, line, field, problem) from None
    if not LEAST_NS <= value <= MOST_NS:
        problem = f"{name}: {field.text} is out of range (use 0.000001 to 86400000)"
        raise refusal(path, line, field, problem)
    return value
