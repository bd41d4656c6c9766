"""Questions name alternatives and swept values; what does not exist is told."""

import numpy as np
import pandas as pd
import pytest

from known_file import BANDWIDTH, Scenario, write
from tiersim_results import reader
from tiersim_results.reader import ResultsError
from tiersim_results.selection import Choice, parse_choice, select_at, swept_path

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


def test_swept_values_are_given_as_tables_print_them(tmp_path):
    rows = [Scenario("a", "sptq", "edge", np.array([1]), {BANDWIDTH: v}) for v in (1e6, 1.8478e6)]
    with reader.open(write(tmp_path / "x.h5", rows)) as results:
        frame = results.scenarios()
        assert list(select_at(results, frame, [f"{BANDWIDTH}=1.848 Mbps"]).id) == [1]
        assert swept_path(results, None) == BANDWIDTH
        for setting, told in [
            (f"{BANDWIDTH}=3 Mbps", "not simulated at 3 Mbps .but at 1 Mbps, 1.848 Mbps"),
            (f"{BANDWIDTH}=3", "is not a quantity"),
            ("bandwidth", "is no PATH=VALUE"),
            ("links.edge-cloud.bandwith=1 Mbps", "did you mean"),
        ]:
            with pytest.raises(ResultsError, match=told):
                select_at(results, frame, [setting])
