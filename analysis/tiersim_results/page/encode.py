"""Writes numbers and texts so that a page can hold them: short, and safe within HTML."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

# A picture is a few hundred dots high, so the fifth digit is invisible.
DIGITS = 5

# Characters that could end the script element that holds the data, or a line of it.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def short(values: Iterable[float], digits: int = DIGITS) -> list[float | int | str | None]:
    """Rounded to `digits`. JSON has no infinity and no NaN: they become "inf", "-inf" and None."""
    return [_short(float(value), digits) for value in values]


def codes(values: Iterable[object], names: list) -> list[int]:
    """Each value's place in `names`."""
    places = {name: place for place, name in enumerate(names)}
    return [places[value] for value in values]


def to_json(data: object) -> str:
    """JSON that may stand inside <script>: no character of it has a meaning in HTML."""
    text = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def _short(value: float, digits: int) -> float | int | str | None:
    if math.isnan(value):
        return None
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    rounded = float(f"{value:.{digits}g}")
    return int(rounded) if rounded.is_integer() else rounded
