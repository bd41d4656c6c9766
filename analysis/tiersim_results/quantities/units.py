"""Quantities with units, as people write and read them: "10 Mbps", "200 ms", "98 %"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from tiersim_results.reading.errors import ResultsError

# Unit as studies spell it (docs/study.md) -> (unit of the results file, factor).
UNITS = {
    "bps": ("bit/s", 1),
    "kbps": ("bit/s", 1e3),
    "Mbps": ("bit/s", 1e6),
    "Gbps": ("bit/s", 1e9),
    "B": ("byte", 1),
    "kB": ("byte", 1e3),
    "MB": ("byte", 1e6),
    "GB": ("byte", 1e9),
    "KiB": ("byte", 2**10),
    "MiB": ("byte", 2**20),
    "GiB": ("byte", 2**30),
    "ns": ("ns", 1),
    "us": ("ns", 1e3),
    "ms": ("ns", 1e6),
    "s": ("ns", 1e9),
    "mW": ("W", 1e-3),
    "W": ("W", 1),
    "mJ": ("J", 1e-3),
    "J": ("J", 1),
    "m": ("m", 1),
    "packets": ("1", 1),
    "packet": ("1", 1),
    "%": ("1", 1e-2),
    "": ("1", 1),
}
# Unit of the results file -> the units that numbers are written in, the largest first.
WRITTEN = {
    "bit/s": ["Gbps", "Mbps", "kbps", "bps"],
    "byte": ["GB", "MB", "kB", "B"],
    "ns": ["s", "ms", "us", "ns"],
    "W": ["W", "mW"],
    "J": ["J", "mJ"],
    "m": ["m"],
}
MOST_EXACT = 1e15  # whole numbers above are not exact as floats
MILLISECOND = UNITS["ms"][1]  # in ns, the file's unit of time

_EXAMPLES = {
    **{"bit/s": "5 Mbps", "byte": "5 MB", "ns": "5 ms", "W": "5 W", "J": "5 J", "m": "5 m"},
    "1": "5 %",
}
_QUANTITY = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([A-Za-z%]*)")


def parse_quantity(text: str, unit: str) -> float:
    """The value in the file's unit: parse_quantity("10 Mbps", "bit/s") is 1e7.

    Raises ResultsError if the text is no number, or has another unit.
    """
    match = _QUANTITY.fullmatch(text.strip())
    if match is None or UNITS.get(match[2], (None,))[0] != unit:
        example = _EXAMPLES.get(unit)
        remedy = f'write e.g. "{example}"' if example else "write a plain number"
        raise ResultsError(f'"{text}" is not a quantity of this kind ({remedy})')
    value = float(match[1]) * UNITS[match[2]][1]
    if not math.isfinite(value):
        raise ResultsError(f'"{text}" is too large (write a smaller value)')
    return value


def format_quantity(value: object, unit: str, digits: int = 4) -> str:
    """As a person writes it: format_quantity(1e7, "bit/s") is "10 Mbps". A text stays as it is.

    None and NaN are "not swept": in a merged file, some studies do not sweep every path.
    """
    if value is None or value != value:
        return "not swept"
    if not isinstance(value, (int, float)) or unit not in WRITTEN:
        if isinstance(value, float) and value.is_integer() and abs(value) < MOST_EXACT:
            return f"{value:.0f}"  # a seed, say
        return f"{value:.{digits}g}" if isinstance(value, float) else str(value)
    if not math.isfinite(value):
        return "never" if unit == "ns" and value > 0 else str(value)
    name = _unit_for(abs(value), unit)
    return f"{value / UNITS[name][1]:.{digits}g} {name}"


def axis_scale(values: Iterable[float], unit: str) -> tuple[float, str]:
    """Divisor and unit for an axis of such values: (1e6, "Mbps")."""
    finite = [abs(value) for value in values if math.isfinite(value) and value]
    if unit not in WRITTEN or not finite:
        return 1, "" if unit == "1" else unit
    name = _unit_for(sorted(finite)[len(finite) // 2], unit)
    return UNITS[name][1], name


def _unit_for(value: float, unit: str) -> str:
    """The largest unit in which the value is at least 1; else the smallest unit."""
    return next((name for name in WRITTEN[unit] if value >= UNITS[name][1]), WRITTEN[unit][-1])
