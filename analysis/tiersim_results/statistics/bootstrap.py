"""Medians of resampled values: what a median might as well have been.

Efron, Annals of Statistics 7 (1979). Repeated inputs are drawn whole, with all their values (the
cluster bootstrap: Davison & Hinkley, Bootstrap Methods and their Application, 1997, sec. 3.8).
"""

from __future__ import annotations

from math import isqrt

import numpy as np

from tiersim_results.statistics.inputs import number_inputs
from tiersim_results.statistics.samples import as_sample, midpoint

# Numbers in an array at a time; some five arrays live at once, so below 100 MB.
CHUNK = 1_000_000


def bootstrap_medians(
    values: np.ndarray,
    inputs: np.ndarray | None = None,
    draws: int = 2000,
    seed: int | np.random.SeedSequence = 1,
) -> np.ndarray:
    """Medians of `draws` resamples: float64 [draws].

    With `inputs` (int64 [n], -1 unknown), as many inputs as there are are drawn, each with all of
    its values; which are drawn depends on the set of inputs and the seed alone. So medians of two
    samples of the same inputs, drawn with one seed, are pairs. Without, or where all are unknown,
    each value is drawn for itself; give independent samples different seeds.
    Raises ValueError as as_sample and number_inputs do, and for less than one draw.
    """
    sample = as_sample(values)
    if draws < 1:
        raise ValueError(f"draws {draws}: is less than 1")
    generator = np.random.default_rng(seed)
    if inputs is None:
        return _medians_of_values(np.sort(sample), draws, generator)
    numbers, count = number_inputs(inputs, sample.size)
    if np.max(inputs) == -1:
        return _medians_of_values(np.sort(sample), draws, generator)
    return _medians_of_inputs(sample, numbers, count, draws, generator)


def _medians_of_values(
    ordered: np.ndarray, draws: int, generator: np.random.Generator
) -> np.ndarray:
    """Without drawing the rest: the i-th smallest of n uniform numbers is Beta(i, n + 1 - i).

    A resample is ordered[floor(n u)] of n such numbers u, so its middle ones are all it takes.
    """
    n = ordered.size
    lower = upper = generator.beta((n + 1) // 2, n + 1 - (n + 1) // 2, draws)
    if n % 2 == 0:  # the next larger: least of the n / 2 that are left, uniform above the lower
        upper = lower + (1 - lower) * generator.beta(1, n // 2, draws)
    at = np.minimum(np.floor(n * np.stack([lower, upper])).astype(np.int64), n - 1)
    return midpoint(ordered[at[0]], ordered[at[1]])


def _medians_of_inputs(
    sample: np.ndarray, numbers: np.ndarray, count: int, draws: int, generator: np.random.Generator
) -> np.ndarray:
    order = np.argsort(sample, kind="stable")
    ordered, ranking = sample[order], _Ranking(numbers[order], count)
    sizes = np.bincount(numbers, minlength=count)
    medians = np.empty(draws)
    rows = max(1, CHUNK // max(count + 1, ranking.width, ranking.blocks))
    for begin in range(0, draws, rows):
        part = slice(begin, min(begin + rows, draws))
        times = _draw(part.stop - part.start, count, generator)
        total = times[:, :-1] @ sizes
        lower = ranking.locate(times, (total - 1) // 2)
        upper = ranking.locate(times, total // 2)
        medians[part] = midpoint(ordered[lower], ordered[upper])
    return medians


def _draw(rows: int, count: int, generator: np.random.Generator) -> np.ndarray:
    """How often each input is drawn, float64 [rows, count + 1]; the last, no input, never is."""
    drawn = generator.integers(count, size=(rows, count))
    drawn += (count + 1) * np.arange(rows)[:, np.newaxis]
    times = np.bincount(drawn.ravel(), minlength=rows * (count + 1))
    return times.reshape(rows, count + 1).astype(np.float64)


class _Ranking:
    """Finds the value of a given rank when values count as often as their input was drawn.

    Blocks of sorted values first, by a matrix product, then values within the block: of n values,
    a draw reads but some sqrt(n) as long as there are far fewer inputs.
    """

    def __init__(self, numbers: np.ndarray, count: int) -> None:
        """`numbers`: the input of each value, values sorted, int64 [n]; below `count`."""
        n = numbers.size
        self.blocks = max(1, min(isqrt(n), CHUNK // count))
        self.width = -(-n // self.blocks)
        block = np.arange(n) // self.width
        inside = np.bincount(numbers * self.blocks + block, minlength=count * self.blocks)
        inside = inside.reshape(count, self.blocks)
        self._before = (np.cumsum(inside, axis=1) - inside).astype(np.float64)
        self._members = np.full(self.blocks * self.width, count)  # the rest is of no input
        self._members[:n] = numbers

    def locate(self, times: np.ndarray, rank: np.ndarray) -> np.ndarray:
        """Index of the value with `rank` others, repeats counted, before it: int64 [rows].

        `times`: of each input, float64 [rows, count + 1]. Counts below 2^53 are exact.
        """
        before = times[:, :-1] @ self._before
        block = (before <= rank[:, np.newaxis]).sum(axis=1) - 1
        at = self._members.reshape(self.blocks, self.width)[block]
        reached = np.take_along_axis(times, at, axis=1).cumsum(axis=1)
        reached += np.take_along_axis(before, block[:, np.newaxis], axis=1)
        return block * self.width + (reached <= rank[:, np.newaxis]).sum(axis=1)
