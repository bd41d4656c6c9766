"""Whether both halves choose alike, and what a wrong choice costs."""

import pandas as pd
import pytest

from tiersim_results.validation.decisions import decide


def cells(*rows):
    """(operator, simulated median, reference median, repeatability, subject, status)."""
    names = ["operator", "simulated_median_ns", "reference_median_ns", "median_repeatability"]
    names += ["subject", "status"]
    return pd.DataFrame(
        [[*row, *(0.0, "toy", "ok")[len(row) - 3 :]] for row in rows], columns=names
    ).assign(deployment="edge")


def test_the_same_choice_costs_nothing():
    (row,) = decide(cells(("a", 10.0, 12.0), ("b", 20.0, 19.0))).to_dict("records")
    assert (row["agree"], row["regret"]) == ("yes", 0)
    assert row["simulated_operator"] == row["reference_operator"] == "a"


def test_another_choice_costs_what_it_takes_longer():
    # The simulation takes a, which really takes 12 ns; b takes 10: 20 % more.
    (row,) = decide(cells(("a", 9.0, 12.0), ("b", 11.0, 10.0))).to_dict("records")
    assert (row["simulated_operator"], row["reference_operator"]) == ("a", "b")
    assert row["agree"] == "no" and row["regret"] == pytest.approx(0.2)


def test_two_that_the_rounds_do_not_tell_apart_tie():
    # Medians of 10.5 and 10 differ by 0.5. The rounds of a differ by 5 % of 10.5, which is 0.525.
    (row,) = decide(cells(("a", 9.0, 10.5, 0.05), ("b", 11.0, 10.0, 0.0))).to_dict("records")
    assert row["agree"] == "tie" and row["regret"] == pytest.approx(0.05)
    # 4 % of 10.5 are 0.42.
    (row,) = decide(cells(("a", 9.0, 10.5, 0.04), ("b", 11.0, 10.0, 0.04))).to_dict("records")
    assert row["agree"] == "no"


def test_without_repeatability_nothing_ties():
    (row,) = decide(cells(("a", 9.0, 10.1, float("nan")), ("b", 11.0, 10.0))).to_dict("records")
    assert row["agree"] == "no"


def test_only_valid_scenarios_are_chosen_from():
    frame = cells(
        ("a", 1.0, 1.0, 0.0, "toy", "invalid"),
        ("b", 10.0, 10.0, 0.0, "toy", "ok"),
        ("c", 20.0, 20.0, 0.0, "toy", "ok"),
        ("a", 10.0, 10.0, 0.0, "alone", "ok"),
        ("b", 10.0, 10.0, 0.0, "alone", "invalid"),
    )
    found = decide(frame)
    # With one valid alternative, there is nothing to decide.
    assert found[["subject", "simulated_operator"]].to_numpy().tolist() == [["toy", "b"]]


def test_each_subject_and_swept_value_is_a_decision_of_its_own():
    frame = pd.concat(
        [
            cells(("a", a, a), ("b", 2.0, 2.0)).assign(**{"sweep.seed": seed})
            for seed, a in ((1, 1.0), (2, 3.0))
        ],
        ignore_index=True,
    )
    found = decide(frame)
    assert found["sweep.seed"].tolist() == [1, 2]
    assert found.simulated_operator.tolist() == ["a", "b"]


def test_no_scenario_is_no_decision():
    empty = decide(cells(("a", 1.0, 1.0, 0.0, "toy", "invalid")))
    assert empty.empty and empty.regret.dtype == float
    assert {"agree", "regret", "reference_operator"} <= set(empty)
