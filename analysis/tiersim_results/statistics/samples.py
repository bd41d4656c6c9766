"""Checks of samples, which all of the statistics use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def as_sample(values: np.ndarray, name: str = "values") -> np.ndarray:
    """The values as float64 [n], n > 0; integers beyond 2^53 (104 days in ns) are rounded.

    Raises ValueError, which names the sample, if it is empty, not one-dimensional, or holds NaN or
    -inf. +inf is a value, longer than any other.
    """
    sample = np.asarray(values, dtype=np.float64)
    if sample.ndim != 1:
        raise ValueError(f"{name}: has {sample.ndim} dimensions (give one)")
    if sample.size == 0:
        raise ValueError(f"{name}: is empty (leave it out)")
    if np.isnan(sample).any():
        raise ValueError(f"{name}: holds NaN (leave these out, or write inf for never answered)")
    if np.isneginf(sample).any():
        raise ValueError(f"{name}: holds -inf (only +inf, never answered, has a meaning)")
    return sample


def as_groups(groups: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Two or more samples; raises ValueError as as_sample does, naming the group by its index."""
    samples = [as_sample(group, f"group {index}") for index, group in enumerate(groups)]
    if len(samples) < 2:
        raise ValueError(f"nothing to compare: {len(samples)} group (give two or more)")
    return samples


def as_pairs(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two samples of one length; raises ValueError if their lengths differ."""
    first, second = as_sample(a, "a"), as_sample(b, "b")
    if first.size != second.size:
        raise ValueError(
            f"not pairs: {first.size} and {second.size} values (see pair_by_input for inputs)"
        )
    return first, second


def check_confidence(confidence: float) -> None:
    """Raises ValueError unless the confidence is a share in (0, 1)."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence}: is not in (0, 1) (write 0.95 for 95 %)")


def midpoint(lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """The median from its two middle values; float64, elementwise. With inf it is inf."""
    return (lower + upper) / 2
