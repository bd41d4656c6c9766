"""Bootstrap: medians of resampled values.

Source: Efron, Annals of Statistics 7 (1979). An input is drawn with all of its values (cluster
bootstrap: Davison & Hinkley, Bootstrap Methods and their Application, 1997, sec. 3.8).
"""

from __future__ import annotations

from math import isqrt

import numpy as np

from tiersim_results.statistics.inputs import number_inputs
from tiersim_results.statistics.samples import as_sample, midpoint

# Numbers in an array at a time. About five arrays live at once, so they take less than 100 MB.
CHUNK = 1_000_000


def bootstrap_medians(
    values: np.ndarray,
    inputs: np.ndarray | None = None,
    draws: int = 2000,
    seed: int | np.random.SeedSequence = 1,
) -> np.ndarray:
    """Medians of `draws` resamples: float64 [draws].

    With `inputs` (int64 [n], -1 is unknown), a draw takes as many inputs as there are, each with
    all of its values. Which inputs it takes depends only on the set of inputs and on the seed. So
    two samples of the same inputs, drawn with the same seed, give pairs of medians. Without
    `inputs`, or if all are unknown, a draw takes single values. Then give independent samples
    different seeds.
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
    """Draws only the middle of each resample.

    A resample is ordered[floor(n u)] for n uniform numbers u. The i-th smallest of these has the
    distribution Beta(i, n + 1 - i).
    """
    n = ordered.size
    lower = upper = generator.beta((n + 1) // 2, n + 1 - (n + 1) // 2, draws)
    if n % 2 == 0:  # the smallest of the n / 2 numbers above the lower one, which are uniform there
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
    """How often each input is drawn, float64 [rows, count + 1]. The last column is 0: no input."""
    drawn = generator.integers(count, size=(rows, count))
    drawn += (count + 1) * np.arange(rows)[:, np.newaxis]
    times = np.bincount(drawn.ravel(), minlength=rows * (count + 1))
    return times.reshape(rows, count + 1).astype(np.float64)


class _Ranking:
    """Finds the value of a given rank if each value counts as often as its input was drawn.

    First it finds the block of sorted values by a matrix product, then the value within the block.
    So a draw reads about sqrt(n) of n values if there are far fewer inputs.
    """

    def __init__(self, numbers: np.ndarray, count: int) -> None:
        """`numbers`: the input of each sorted value, int64 [n], all below `count`."""
        n = numbers.size
        self.blocks = max(1, min(isqrt(n), CHUNK // count))
        self.width = -(-n // self.blocks)
        block = np.arange(n) // self.width
        inside = np.bincount(numbers * self.blocks + block, minlength=count * self.blocks)
        inside = inside.reshape(count, self.blocks)
        self._before = (np.cumsum(inside, axis=1) - inside).astype(np.float64)
        self._members = np.full(self.blocks * self.width, count)  # the rest belongs to no input
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
