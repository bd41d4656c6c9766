"""Quantities as people write and read them: "10 Mbps", "200 ms", "98 %"."""

from __future__ import annotations

import math
import re

from tiersim_results.reading.errors import ResultsError

# As studies spell them (docs/study.md): unit -> (unit of the file, factor).
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
    "%": ("1", 1e-2),
    "": ("1", 1),
}
# What a value is written in, largest first.
WRITTEN = {
    "bit/s": ["Gbps", "Mbps", "kbps", "bps"],
    "byte": ["GB", "MB", "kB", "B"],
    "ns": ["s", "ms", "us", "ns"],
}
_QUANTITY = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([A-Za-z%]*)")


def parse_quantity(text: str, unit: str) -> float:
    """The value in the file's unit: parse_quantity("10 Mbps", "bit/s") is 1e7.

    Raises ResultsError for what is no number, or of another unit.
    """
    match = _QUANTITY.fullmatch(text.strip())
    examples = [name for name, (base, _) in UNITS.items() if base == unit and name]
    if match is None or UNITS.get(match[2], (None,))[0] != unit:
        remedy = f'write e.g. "5 {examples[0]}"' if examples else "write a plain number"
        if unit == "ns":
            remedy = 'write e.g. "5 ms"'
        raise ResultsError(f'"{text}" is not a quantity of this kind ({remedy})')
    value = float(match[1]) * UNITS[match[2]][1]
    if not math.isfinite(value):
        raise ResultsError(f'"{text}" is too large')
    return value


def format_quantity(value: object, unit: str, digits: int = 4) -> str:
    """As a person reads it: format_quantity(1e7, "bit/s") is "10 Mbps"; texts stay as they are.
    None and NaN, what a study of a merged file did not sweep, are "not swept"."""
    if value is None or value != value:
        return "not swept"
    if not isinstance(value, (int, float)) or unit not in WRITTEN:
        return f"{value:.{digits}g}" if isinstance(value, float) else str(value)
    if not math.isfinite(value):
        return "never" if unit == "ns" and value > 0 else str(value)
    name = next((name for name in WRITTEN[unit] if abs(value) >= UNITS[name][1]), WRITTEN[unit][-1])
    return f"{value / UNITS[name][1]:.{digits}g} {name}"


def axis_scale(values, unit: str) -> tuple[float, str]:
    """What to divide an axis of such values by, and its unit: (1e6, "Mbps")."""
    finite = [abs(value) for value in values if math.isfinite(value) and value]
    if unit not in WRITTEN or not finite:
        return 1, "" if unit == "1" else unit
    middle = sorted(finite)[len(finite) // 2]
    name = next((name for name in WRITTEN[unit] if middle >= UNITS[name][1]), WRITTEN[unit][-1])
    return UNITS[name][1], name
