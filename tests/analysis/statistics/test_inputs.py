"""One value per input, and pairs of values of the same input."""

import numpy as np
import pytest

from tiersim_results.statistics import one_per_input, pair_by_input


def test_an_input_counts_once_by_its_median():
    values = [1.0, 10, 3, 20, 2, 7, 30]
    inputs = [5, 2, 5, 2, 5, 9, 2]
    # 5: median of 1 3 2; 2: of 10 20 30; 9: 7.
    assert list(one_per_input(values, inputs)) == [2, 20, 7]


def test_unknown_inputs_are_each_their_own():
    assert list(one_per_input([4, 5, 6, 7], [-1, 3, -1, 3])) == [4, 6, 6]
    assert list(one_per_input([4, 5], [-1, -1])) == [4, 5]


def test_never_answered_is_longer_than_any():
    inf = np.inf
    # Middle of 1 and inf: inf; of 1 2 inf: 2; of inf inf: inf.
    values, inputs = [1, inf, 1, 2, inf, inf, inf], [0, 0, 1, 1, 1, 2, 2]
    assert list(one_per_input(values, inputs)) == [inf, 2, inf]


def test_pairs_are_of_inputs_known_in_both_in_the_first_ones_order():
    a, inputs_a = [1, 2, 3, 4, 5], [8, -1, 6, 8, 4]
    b, inputs_b = [10, 20, 30, 40, 50], [6, 8, 6, -1, 7]
    # 8: median of 1 4, and 20; 6: 3, and median of 10 30. 4 and 7 have no partner.
    first, second = pair_by_input(a, inputs_a, b, inputs_b)
    assert list(first) == [2.5, 3] and list(second) == [20, 20]


def test_without_shared_inputs_there_are_no_pairs():
    first, second = pair_by_input([1, 2], [-1, 0], [3, 4], [-1, 1])
    assert first.size == second.size == 0 and first.dtype == np.float64


@pytest.mark.parametrize("seed", range(30))
def test_they_are_what_a_loop_over_inputs_finds(seed):
    random = np.random.default_rng(seed)
    n, m = random.integers(1, 60, size=2)
    a, b = random.integers(20, size=n), random.choice([1.5, 2, 3, np.inf], size=m)
    inputs_a, inputs_b = random.integers(-1, 15, size=n), random.integers(-1, 15, size=m)

    order = dict.fromkeys(int(i) if i >= 0 else -1 - k for k, i in enumerate(inputs_a))
    expected = [np.median(a[inputs_a == i]) if i >= 0 else a[-1 - i] for i in order]
    assert list(one_per_input(a, inputs_a)) == expected

    shared = [i for i in order if i >= 0 and i in inputs_b]
    first, second = pair_by_input(a, inputs_a, b, inputs_b)
    assert list(first) == [np.median(a[inputs_a == i]) for i in shared]
    assert list(second) == [np.median(b[inputs_b == i]) for i in shared]


@pytest.mark.parametrize(
    "inputs, message",
    [
        ([1, 2, 3], r"inputs: are of shape \(3,\), the values \(2,\)"),
        ([1, -2], "not integers of -1"),
        ([1.0, 2.0], "not integers of -1"),
    ],
)
def test_what_are_no_inputs_is_refused(inputs, message):
    with pytest.raises(ValueError, match=message):
        one_per_input([1, 2], inputs)
