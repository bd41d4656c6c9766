"""Inputs that occur several times. The values of one input are not independent of each other.

`inputs` is int64 [n], the input of each value; -1 is unknown.
"""

from __future__ import annotations

import numpy as np

from tiersim_results.statistics.samples import as_sample, midpoint


def number_inputs(inputs: np.ndarray, count: int) -> tuple[np.ndarray, int]:
    """Numbers the inputs from 0 by their value, then the unknown ones: int64 [count], and how many.

    Raises ValueError if there are not as many inputs as values, or if some are below -1 or no
    integers.
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
    """The median of the values of each input, in the order in which they first occur: float64."""
    sample = as_sample(values)
    numbers, count = number_inputs(inputs, sample.size)
    return _medians(sample, numbers)[_by_first_appearance(numbers, count)]


def pair_by_input(
    values_a: np.ndarray, inputs_a: np.ndarray, values_b: np.ndarray, inputs_b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The medians in a and in b of each input that is known in both: two float64 [k], in a's order.

    k is 0 if they share none.
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
    """The known inputs, sorted. The numbers of number_inputs are their places."""
    inputs = np.unique(inputs)
    return inputs[inputs >= 0]


def _medians(sample: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """The median of each number's values: float64 [numbers]."""
    ordered = sample[np.lexsort((sample, numbers))]
    sizes = np.bincount(numbers)
    starts = np.cumsum(sizes) - sizes
    return midpoint(ordered[starts + (sizes - 1) // 2], ordered[starts + sizes // 2])


def _by_first_appearance(numbers: np.ndarray, count: int) -> np.ndarray:
    """The numbers 0 to count - 1, in the order in which they first occur: int64 [count]."""
    first = np.empty(count, dtype=np.int64)
    first[numbers[::-1]] = np.arange(numbers.size)[::-1]  # the last one written stays
    return np.argsort(first)
