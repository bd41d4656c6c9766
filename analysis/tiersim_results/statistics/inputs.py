"""Inputs that occur repeatedly: their values are not independent of each other.

`inputs` is int64 [n] beside values [n]: which input each value is of; -1 where that is unknown.
"""

from __future__ import annotations

import numpy as np

from tiersim_results.statistics.samples import as_sample, midpoint


def number_inputs(inputs: np.ndarray, count: int) -> tuple[np.ndarray, int]:
    """Numbers inputs from 0 by their value, then each unknown one: int64 [count], and how many.

    Raises ValueError where there are not as many as values, or some are below -1 or no integers.
    """
    inputs = np.asarray(inputs)
    if inputs.shape != (count,):
        raise ValueError(f"inputs: are of shape {inputs.shape}, the values ({count},)")
    if inputs.dtype.kind not in "iu" or (inputs < -1).any():
        raise ValueError("inputs: are not integers of -1 (unknown) and more")
    unknown = inputs == -1
    numbers = np.empty(count, dtype=np.int64)
    known, numbers[~unknown] = np.unique(inputs[~unknown], return_inverse=True)
    extra = int(unknown.sum())
    numbers[unknown] = known.size + np.arange(extra)
    return numbers, known.size + extra


def one_per_input(values: np.ndarray, inputs: np.ndarray) -> np.ndarray:
    """The median of each input's values, inputs in order of their first: float64 [inputs]."""
    sample = as_sample(values)
    numbers, count = number_inputs(inputs, sample.size)
    return _medians(sample, numbers)[_by_first_appearance(numbers, count)]


def pair_by_input(
    values_a: np.ndarray, inputs_a: np.ndarray, values_b: np.ndarray, inputs_b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Each input's median in a and in b, of inputs known in both, in a's order: two float64 [k].

    k is 0 where they share none.
    """
    a, b = as_sample(values_a, "values_a"), as_sample(values_b, "values_b")
    numbers_a, count_a = number_inputs(inputs_a, a.size)
    numbers_b, _ = number_inputs(inputs_b, b.size)
    known_a, known_b = _known(inputs_a), _known(inputs_b)
    _, shared_a, shared_b = np.intersect1d(known_a, known_b, return_indices=True)
    place = np.argsort(_by_first_appearance(numbers_a, count_a))
    order = np.argsort(place[shared_a])
    return _medians(a, numbers_a)[shared_a[order]], _medians(b, numbers_b)[shared_b[order]]


def _known(inputs: np.ndarray) -> np.ndarray:
    """The inputs that are known, sorted, so that number_inputs' numbers are places in them."""
    inputs = np.unique(inputs)
    return inputs[inputs >= 0]


def _medians(sample: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """The median of each number's values: float64 [numbers]."""
    ordered = sample[np.lexsort((sample, numbers))]
    sizes = np.bincount(numbers)
    starts = np.cumsum(sizes) - sizes
    return midpoint(ordered[starts + (sizes - 1) // 2], ordered[starts + sizes // 2])


def _by_first_appearance(numbers: np.ndarray, count: int) -> np.ndarray:
    """The numbers 0 to count - 1 in the order in which they first occur: int64 [count]."""
    first = np.empty(count, dtype=np.int64)
    first[numbers[::-1]] = np.arange(numbers.size)[::-1]  # of several, the last written stays
    return np.argsort(first)
