"""Questions name alternatives. An unknown name is refused, with what there is."""

import pandas as pd
import pytest

from tiersim_results.reading.errors import ResultsError
from tiersim_results.selection.choices import Choice, parse_choice

KNOWN = pd.DataFrame(
    {
        "subject": ["a", "a", "b"],
        "operator": ["sptq", "x on y", "sptq"],
        "deployment": ["edge", "cloud", "cloud"],
    }
)


@pytest.mark.parametrize(
    "text, choice",
    [
        ("sptq on edge", Choice(None, "sptq", "edge")),
        ("sptq", Choice(None, "sptq", None)),
        ("cloud", Choice(None, None, "cloud")),
        ("b: sptq on cloud", Choice("b", "sptq", "cloud")),
        ("x on y on cloud", Choice(None, "x on y", "cloud")),
    ],
)
def test_alternatives_are_named_as_people_say_them(text, choice):
    assert parse_choice(text, KNOWN) == choice


@pytest.mark.parametrize(
    "text, told",
    [
        ("spqt", 'did you mean "sptq"'),
        ("sptq on moon", 'no deployment "moon"'),
        ("nothing on edge", 'no operator "nothing"'),
        ("x on y on edge", "is not in the study"),
        ("", "there are: "),
    ],
)
def test_unknown_names_are_told_with_what_there_is(text, told):
    with pytest.raises(ResultsError, match=told):
        parse_choice(text, KNOWN)


def test_the_longer_of_two_subjects_is_meant():
    known = pd.concat([KNOWN, KNOWN.assign(subject="a: x")])
    assert parse_choice("a: x: sptq", known) == Choice("a: x", "sptq", None)
    assert parse_choice("a: sptq", known) == Choice("a", "sptq", None)
