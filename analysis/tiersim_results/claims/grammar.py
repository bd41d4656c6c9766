"""Reads a claim: "text: cloud is faster than edge"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiersim_results.reading.errors import ResultsError

EXAMPLE = '"sptq on edge is faster than identity on edge"'


@dataclass(frozen=True)
class Claim:
    """`scope`: a subject or group; "" is any subject. `a`, `b`: alternatives, which `parse_choice`
    reads; `b` is empty for "the fastest". `relation`: a key of RELATIONS. `points`: percentage
    points of accuracy. `rivals`: the operators that `a` is compared with; if empty, all."""

    scope: str
    a: str
    relation: str
    b: str = ""
    points: float = 0.0
    rivals: tuple[str, ...] = ()


# They are tried in this order. A longer phrase comes before a phrase that it contains.
RELATIONS = {
    "loses": r"(?P<a>.+?) loses at most (?P<points>\d+(?:\.\d+)?) points? of accuracy to (?P<b>.+)",
    "changes": r"(?P<a>.+?) and (?P<b>.+?) change places",
    "fastest": r"(?P<a>.+?) is the fastest(?: of (?P<rivals>.+))?",
    "more accurate": r"(?P<a>.+?) is more accurate than (?P<b>.+)",
    "faster": r"(?P<a>.+?) is faster than (?P<b>.+)",
    "slower": r"(?P<a>.+?) is slower than (?P<b>.+)",
    "as fast": r"(?P<a>.+?) is as fast as (?P<b>.+)",
}


def parse_claim(text: str) -> Claim:
    """Raises ResultsError if the text is not a claim; the message shows an example."""
    scope, colon, rest = text.partition(": ")
    if not colon:
        scope, rest = "", text
    for relation, pattern in RELATIONS.items():
        match = re.fullmatch(pattern, rest.strip())
        if match:
            parts = match.groupdict()
            rivals = tuple(filter(None, map(str.strip, (parts.get("rivals") or "").split(","))))
            return Claim(
                scope.strip(),
                parts["a"].strip(),
                relation,
                (parts.get("b") or "").strip(),
                float(parts.get("points") or 0),
                rivals,
            )
    raise ResultsError(f'"{text}" is not a claim that can be checked (write e.g. {EXAMPLE})')
