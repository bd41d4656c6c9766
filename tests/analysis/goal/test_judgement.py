"""Whether a figure meets a limit, and how surely, by hand-made numbers."""

import math
from types import SimpleNamespace

import pytest

from tiersim_results.goal.criteria import Criterion, Goal, chart_limits, goal_of, parse_goal
from tiersim_results.goal.judgement import Figure, judge, reaches
from tiersim_results.quantities.units import MILLISECOND
from tiersim_results.reading.errors import ResultsError

P99 = Criterion("p99", 150 * MILLISECOND)
ACCURACY = Criterion("accuracy", 0.9)
NOT_KNOWN = math.nan


def ms(value, low, high):
    return Figure(*(number * MILLISECOND for number in (value, low, high)))


@pytest.mark.parametrize(
    "figure, word",
    [
        (ms(140, 130, 149), "surely"),
        (ms(140, 130, 150), "surely"),  # the whole interval, and the limit itself meets
        (ms(140, 130, 151), "probably"),
        (ms(140, 130, math.inf), "probably"),  # too few requests to bound it
        (ms(150, 140, 160), "probably"),
        (ms(151, 150, 160), "probably not"),
        (ms(160, 151, 170), "surely not"),
        (ms(math.inf, 160, math.inf), "surely not"),
    ],
)
def test_the_word_follows_from_the_limit_and_the_interval(figure, word):
    assert judge((P99,), [figure]).word == word


@pytest.mark.parametrize(
    "figure, word",
    [
        (Figure(0.95, 0.93, 0.97), "surely"),
        (Figure(0.91, 0.89, 0.93), "probably"),
        (Figure(0.91), "probably"),  # the number of items is not known
        (Figure(0.89, 0.87, 0.91), "probably not"),
        (Figure(0.89), "probably not"),
        (Figure(NOT_KNOWN), "probably not"),
        (Figure(0.80, 0.77, 0.83), "surely not"),
    ],
)
def test_an_accuracy_must_be_at_least_the_limit(figure, word):
    judgement = judge((ACCURACY,), [figure])
    assert judgement.word == word
    assert judgement.meets == (word in ("surely", "probably"))


def test_a_figure_that_equals_the_limit_meets_it_whatever_the_rounding():
    assert 70 * 0.01 > 0.7
    assert reaches(Criterion("accuracy", 70 * 0.01), 0.7)
    assert reaches(P99, 150 * MILLISECOND)
    assert not reaches(P99, 150 * MILLISECOND + 1)  # 1 ns of 150 ms is 7e-9


def test_the_worst_criterion_decides():
    # 165 ms are 10 % beyond 150 ms; 72 % are 20 % of 90 % below it.
    judgement = judge((P99, ACCURACY), [ms(165, 140, 190), Figure(0.72, 0.70, 0.74)])
    assert judgement.word == "surely not"
    assert judgement.shortfall == pytest.approx(0.2)
    assert judge((P99, ACCURACY), [ms(165, 140, 190), Figure(0.95)]).shortfall == pytest.approx(0.1)
    assert judge((P99, ACCURACY), [ms(140, 130, 149), Figure(NOT_KNOWN)]).shortfall == 1


def test_a_goal_is_read_as_studies_write_it():
    goal = parse_goal({"energy": "5 mJ", "accuracy": "90 %", "p99": "1.5 s", "prefer": "edge"})
    assert goal == Goal(
        (Criterion("p99", 1.5e9), Criterion("accuracy", 0.9), Criterion("energy", 0.005)), "edge"
    )
    assert chart_limits(goal) == {"p99": 1500, "accuracy": pytest.approx(90)}
    assert chart_limits(None) == {}
    with pytest.raises(ResultsError, match='write e.g. "5 ms"'):
        parse_goal({"p99": "150"})
    for empty in ({"prefer": "edge"}, {"cost": "1"}, {"p99": "0 ms"}):
        with pytest.raises(ResultsError, match="no limit above zero"):
            parse_goal(empty)


@pytest.mark.parametrize(
    "text", ["question: 2024-02-30", "question: =", "models: {2024-13-01: {}}"]
)
def test_the_rest_of_a_study_may_look_like_any_type(text):
    """YAML 1.1 takes 2024-02-30 for a date, which there is not, and = for a type of its own."""

    def goal(study):
        return goal_of(SimpleNamespace(attributes={"study_expanded": study}, path="r.h5"))

    assert goal(f"{text}\n") is None
    found = goal(f"{text}\ngoal: {{p99: 150 ms, prefer: edge}}\n")
    assert found == Goal((Criterion("p99", 150e6),), "edge")
