"""Numbers as tables show them."""

from __future__ import annotations

import math

from tiersim_results.quantities.units import MILLISECOND


def ms(value_ns: float) -> str:
    """Milliseconds: "1.234", "123.4", "never" for infinity, "-" if unknown.

    Four digits: a profile is never known more exactly.
    """
    if math.isnan(value_ns):
        return "-"
    if math.isinf(value_ns):
        return "never" if value_ns > 0 else "-"
    return significant(value_ns / MILLISECOND)


def ms_interval(low_ns: float, high_ns: float) -> str:
    """Milliseconds: "[1.2, 1.3]". "?" stands for an upper bound that is not known."""
    if math.isnan(low_ns) or math.isnan(high_ns):
        return "-"
    low = ms(low_ns) if math.isfinite(low_ns) else "0" if low_ns < 0 else "never"
    return f"[{low}, {ms(high_ns) if math.isfinite(high_ns) else '?'}]"


def percent(fraction: float, digits: int = 2) -> str:
    return "-" if math.isnan(fraction) else f"{100 * fraction:.{digits}f}"


def significant(value: float, digits: int = 4) -> str:
    """Plain digits, without an exponent: significant(1234.5) is "1234"."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    return f"{value:.{decimals}f}"


def p_value(p: float) -> str:
    return "-" if math.isnan(p) else "<0.0001" if p < 1e-4 else f"{p:.4f}"


def interval(low: float, value: float, high: float, digits: int = 3) -> str:
    """ "0.84 [0.81, 0.87]"."""
    return f"{value:.{digits}g} [{low:.{digits}g}, {high:.{digits}g}]"
