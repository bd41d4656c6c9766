"""Conover's test: which of several groups differ, after a Kruskal-Wallis test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

from tiersim_results.statistics.adjustment import adjust
from tiersim_results.statistics.samples import as_groups


def conover(groups: Sequence[np.ndarray], correction: str = "holm") -> np.ndarray:
    """P-values of all pairs of k groups, adjusted over them: float64 [k, k], diagonal 1.

    Source: Conover & Iman, LA-7677-MS (1979); Conover, Practical Nonparametric Statistics (1999),
    sec. 5.2: groups i and j differ where t, with N - k degrees of freedom, is large:

        t = |R_i - R_j| / sqrt(S^2 (N - 1 - H) / (N - k) (1 / n_i + 1 / n_j))

    R are mean ranks over all groups. S^2 is the variance of all ranks, with their ties. S^2 (N - 1
    - H) is the sum of squares of the ranks within groups. It is computed as such, so that it cannot
    become negative. If it is 0, t is infinite, or 0 between equal groups. If N = k, p is 1. Raises
    ValueError as kruskal_wallis does, and for an unknown correction (see adjust).
    """
    samples = as_groups(groups)
    sizes = np.array([sample.size for sample in samples])
    ranks = np.split(stats.rankdata(np.concatenate(samples)), np.cumsum(sizes)[:-1])
    means = np.array([group.mean() for group in ranks])
    within = sum(((group - mean) ** 2).sum() for group, mean in zip(ranks, means))

    i, j = np.triu_indices(len(samples), k=1)
    difference = np.abs(means[i] - means[j])
    freedom = int(sizes.sum()) - len(samples)
    if freedom == 0:
        t = np.zeros(i.size)
    else:
        error = np.sqrt(within / freedom * (1 / sizes[i] + 1 / sizes[j]))
        certain = np.where(difference > 0, np.inf, 0.0)
        t = np.divide(difference, error, out=certain, where=error > 0)

    p_values = np.ones((len(samples), len(samples)))
    p_values[i, j] = adjust(2 * stats.t.sf(t, max(freedom, 1)), correction)
    p_values[j, i] = p_values[i, j]
    return p_values
