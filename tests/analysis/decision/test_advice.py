"""Advice: alternatives that meet the goal come first; the others say what they lack."""

import numpy as np
import pandas as pd

from tiersim_results.decision.advice import Goal, advise


def alternatives(**columns):
    count = len(columns["p99_ms"])
    frame = pd.DataFrame(columns)
    frame["p99_ns"] = frame.p99_ms * 1e6
    frame["p99_high_ns"] = frame.get("p99_high_ms", frame.p99_ms) * 1e6
    frame["accuracy_low"] = frame.get("accuracy_low", frame.accuracy)
    frame["deployment"] = columns.get("deployment", ["edge"] * count)
    frame["request_count"] = 400
    frame["p99_resolution_ns"] = 1e6 * frame.get("p99_profile_ms", 0.0)
    return frame


def test_what_meets_the_goal_comes_first_then_the_likely_then_the_closest():
    frame = alternatives(
        p99_ms=[150, 50, 190, 260, 210],
        p99_high_ms=[160, 55, 220, 300, 230],
        accuracy=[0.95, 0.80, 0.95, 0.95, 0.95],
    )
    advice = advise(frame, Goal(p99_ns=200e6, accuracy=0.9))
    assert list(advice.index) == [0, 2, 4, 1, 3]
    assert list(advice.meets) == ["yes", "likely", "no", "no", "no"]
    # 210 is 5 % over; 0.80 is 11 % short of 0.9; 260 is 30 % over.
    assert advice.missing[4] == "p99 10.0 ms too long (5 %)"
    assert advice.missing[1] == "accuracy 10 points too low"
    assert advice.missing[2] == "p99 may be 220 ms"
    assert advice.margin[0] == 0.25


def test_of_those_that_meet_it_the_preferred_tier_comes_first():
    frame = alternatives(
        p99_ms=[50, 100, 500], accuracy=[0.9] * 3, deployment=["edge", "mobile", "mobile"]
    )
    advice = advise(frame, Goal(p99_ns=200e6, prefer="mobile"))
    assert list(advice.index) == [1, 0, 2]


def test_a_preference_does_not_lift_what_fails():
    frame = alternatives(p99_ms=[300, 900], accuracy=[0.9] * 2, deployment=["edge", "mobile"])
    assert list(advise(frame, Goal(p99_ns=200e6, prefer="mobile")).index) == [0, 1]


def test_what_is_not_known_does_not_meet_a_goal():
    frame = alternatives(p99_ms=[1.0, np.inf, 2.0], accuracy=[np.nan, 0.95, 0.95])
    advice = advise(frame, Goal(p99_ns=200e6, accuracy=0.9))
    assert list(advice.meets) == ["yes", "no", "no"]
    assert advice.missing[0] == "accuracy unknown"
    assert "never answered" in advice.missing[1]


def test_what_is_never_answered_misses_even_a_goal_without_a_time():
    frame = alternatives(p99_ms=[np.inf], accuracy=[0.95])
    advice = advise(frame, Goal(accuracy=0.9))
    assert advice.meets[0] == "no" and "never answered" in advice.missing[0]


def test_no_number_of_requests_makes_a_profile_better():
    frame = alternatives(
        p99_ms=[190.0, 190.0, 190.0], accuracy=[0.95] * 3, p99_profile_ms=[5.0, 20.0, np.nan]
    )
    advice = advise(frame, Goal(p99_ns=200e6))
    assert list(advice.meets) == ["yes", "likely", "likely"]
    assert advice.missing[1] == "p99 may be 210 ms"
    assert advice.missing[2] == "its profile has too few samples to bound p99"


def test_too_few_requests_do_not_prove_a_p99():
    frame = alternatives(p99_ms=[1.0], p99_high_ms=[np.inf], accuracy=[0.95])
    advice = advise(frame, Goal(p99_ns=200e6))
    assert advice.meets[0] == "likely"
    assert advice.missing[0] == "400 requests are too few to bound p99"


def test_an_accuracy_of_unknown_interval_is_not_sure():
    frame = alternatives(p99_ms=[1.0], accuracy=[0.95], accuracy_low=[np.nan])
    advice = advise(frame, Goal(accuracy=0.9))
    assert advice.meets[0] == "likely"
    assert advice.missing[0] == "the interval of its accuracy is unknown"
