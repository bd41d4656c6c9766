"""Figures as tables show them."""

from __future__ import annotations

import math

MILLISECOND = 1e6


def ms(value_ns: float) -> str:
    """Four digits are more than any profile is worth: "1.234", "123.4", "never"."""
    if math.isnan(value_ns):
        return "-"
    if math.isinf(value_ns):
        return "never" if value_ns > 0 else "-"
    return significant(value_ns / MILLISECOND)


def ms_interval(low_ns: float, high_ns: float) -> str:
    """ "[1.2, 1.3]"; an open end where there are too few requests to bound it."""
    if math.isnan(low_ns) or math.isnan(high_ns):
        return "-"
    low = ms(low_ns) if math.isfinite(low_ns) else "0" if low_ns < 0 else "never"
    return f"[{low}, {ms(high_ns) if math.isfinite(high_ns) else '?'}]"


def percent(fraction: float, digits: int = 2) -> str:
    return "-" if math.isnan(fraction) else f"{100 * fraction:.{digits}f}"


def significant(value: float, digits: int = 4) -> str:
    """Plain digits, never 1e+03: significant(1234.5) is "1234"."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    return f"{value:.{decimals}f}"


def p_value(p: float) -> str:
    return "-" if math.isnan(p) else "<0.0001" if p < 1e-4 else f"{p:.4f}"


def interval(low: float, value: float, high: float, digits: int = 3) -> str:
    """ "0.84 [0.81, 0.87]"."""
    return f"{value:.{digits}g} [{low:.{digits}g}, {high:.{digits}g}]"
