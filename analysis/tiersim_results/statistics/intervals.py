"""Bootstrap intervals for medians and ratios of medians."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from tiersim_results.statistics.bootstrap import bootstrap_medians
from tiersim_results.statistics.inputs import number_inputs
from tiersim_results.statistics.levels import CONFIDENCE
from tiersim_results.statistics.samples import as_sample, check_confidence


@dataclass(frozen=True)
class Interval:
    """low <= value <= high, in the unit of the arguments. An unknown bound is infinite.

    The value is NaN only for an undefined ratio (see ratio_of_medians).
    """

    low: float
    value: float
    high: float


def median_interval(
    values: np.ndarray,
    inputs: np.ndarray | None = None,
    confidence: float = CONFIDENCE,
    draws: int = 2000,
    seed: int = 1,
) -> Interval:
    """The median of all values. With `inputs`, whole inputs are drawn (see bootstrap_medians).

    The bounds are infinite if there is a single input, or a single value.
    """
    check_confidence(confidence)
    sample = as_sample(values)
    value = float(np.median(sample))
    if _independent(sample, inputs) == 1:
        return Interval(-np.inf, value, np.inf)
    medians = bootstrap_medians(sample, inputs, draws, seed)
    return _percentiles(medians, medians, value, confidence)


def ratio_of_medians(
    a: np.ndarray,
    b: np.ndarray,
    inputs_a: np.ndarray | None = None,
    inputs_b: np.ndarray | None = None,
    confidence: float = CONFIDENCE,
    draws: int = 2000,
    seed: int = 1,
) -> Interval:
    """median(a) / median(b); below 1 if a is faster.

    If a and b have the same set of inputs, and all are known, each draw takes the same inputs for
    both. So the effect of an input on both cancels. Else each sample draws its own inputs. If they
    share some inputs, the interval is then too wide rather than too narrow.
    inf / inf and 0 / 0 are NaN. Such a draw might be any ratio: it counts as the smallest one in
    `low` and as the largest one in `high`. For a single input, the bounds are 0 and inf.
    Raises ValueError if a value is negative, because then a ratio has no meaning.
    """
    check_confidence(confidence)
    first, second = as_sample(a, "a"), as_sample(b, "b")
    if min(first.min(), second.min()) < 0:
        raise ValueError("negative values: their ratio says nothing (compare differences)")
    value = float(_divide(np.median(first), np.median(second)))
    if min(_independent(first, inputs_a), _independent(second, inputs_b)) == 1:
        return Interval(0.0, value, np.inf)
    one_seed = np.random.SeedSequence(seed)
    seed_a, seed_b = [one_seed] * 2 if _same(inputs_a, inputs_b) else one_seed.spawn(2)
    ratios = _divide(
        bootstrap_medians(first, inputs_a, draws, seed_a),
        bootstrap_medians(second, inputs_b, draws, seed_b),
    )
    least, largest = (np.where(np.isnan(ratios), bound, ratios) for bound in (0.0, np.inf))
    return _percentiles(least, largest, value, confidence)


def _independent(sample: np.ndarray, inputs: np.ndarray | None) -> int:
    return sample.size if inputs is None else number_inputs(inputs, sample.size)[1]


def _same(inputs_a: np.ndarray | None, inputs_b: np.ndarray | None) -> bool:
    if inputs_a is None or inputs_b is None:
        return False
    known = np.unique(inputs_a)
    return bool(known[0] >= 0 and np.array_equal(known, np.unique(inputs_b)))


def _divide(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(a, b)


def _percentiles(
    least: np.ndarray, largest: np.ndarray, value: float, confidence: float
) -> Interval:
    """The draws that leave (1 - confidence) / 2 on either side. Some may be inf: no interpolation.

    The interval always holds the value. With few inputs of many values, most draws may lie on one
    side of it.
    """
    outside = (1 - confidence) / 2
    low = np.sort(least)[floor(outside * (least.size - 1))]
    high = np.sort(largest)[ceil((1 - outside) * (largest.size - 1))]
    return Interval(float(np.fmin(low, value)), value, float(np.fmax(high, value)))
