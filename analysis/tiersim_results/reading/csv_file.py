"""A text of comma-separated values, with the place of each field for messages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from tiersim_results.reading.errors import ResultsError

LARGEST_FILE = 256 << 20  # bytes: some ten million rows
MOST_FIELDS = 100


@dataclass(frozen=True)
class Field:
    """`column`: of the line, where the field begins, from 1."""

    text: str
    column: int


@dataclass(frozen=True)
class Row:
    """`line`: its number in the file, from 1."""

    line: int
    fields: list[Field]


def read_csv(path: str) -> Iterator[Row]:
    """The rows of a file. The rules are those of the CSV files that studies name.

    A field in double quotes may contain commas and doubled quotes, but no line break. Spaces around
    fields, empty lines, carriage returns and a byte order mark are ignored. Source: RFC 4180.
    Raises ResultsError, "file:line:column: problem (remedy)", if the file cannot be read, is no
    UTF-8 text or too large, if a quote is not closed, if text follows a closing quote, and if a row
    has more than MOST_FIELDS fields.
    """
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip(_BLANK):
            yield Row(number, list(_fields(line, f"{path}:{number}")))


_BLANK = " \t\r"


def _text(path: str) -> str:
    """The content. A pipe or a device is refused, because reading it may never end."""
    if not os.path.exists(path):
        raise ResultsError(f"{path}:1:1: no such file (check the path)")
    if not os.path.isfile(path):
        raise ResultsError(f"{path}:1:1: is no file (name a CSV file)")
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ResultsError(
            f"{path}:1:1: cannot be read: {error.strerror} (check its permissions)"
        ) from error
    if len(content) > LARGEST_FILE:
        raise ResultsError(f"{path}:1:1: is larger than 256 MiB (give medians instead of requests)")
    if b"\0" in content:
        raise ResultsError(f"{path}:1:1: is binary, not CSV (name a CSV file)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise ResultsError(
            f"{path}:{line}:{column}: is not UTF-8 (save the file as UTF-8)"
        ) from error


def _fields(line: str, place: str) -> Iterator[Field]:
    at = 0
    for _ in range(MOST_FIELDS):
        field, at = _next_field(line, at, place)
        yield field
        if at > len(line):
            return
    raise ResultsError(
        f"{place}:{at + 1}: more than {MOST_FIELDS} fields (is it a file of measured cells?)"
    )


def _next_field(line: str, at: int, place: str) -> tuple[Field, int]:
    """The field that begins at `at`, and the place behind its comma."""
    begin = at
    while begin < len(line) and line[begin] in _BLANK:
        begin += 1
    if line[begin : begin + 1] != '"':
        end = _find(line, ",", at)
        return Field(line[at:end].strip(_BLANK), begin + 1), end + 1
    close = begin + 1
    while (close := _find(line, '"', close)) < len(line) and line[close + 1 : close + 2] == '"':
        close += 2  # two for one
    if close == len(line):
        raise ResultsError(
            f"{place}:{begin + 1}: the quote is not closed (end the field with a quote)"
        )
    end = _find(line, ",", close)
    if line[close + 1 : end].strip(_BLANK):
        raise ResultsError(f"{place}:{close + 2}: text behind a quoted field (write a comma there)")
    return Field(line[begin + 1 : close].replace('""', '"'), begin + 1), end + 1


def _find(line: str, character: str, at: int) -> int:
    """The first place of the character from `at` on; the length of the line if there is none."""
    found = line.find(character, at)
    return len(line) if found < 0 else found
