"""Two scenarios are a pair if they agree in all that a question does not name."""

import numpy as np
import pandas as pd
import pytest

from tiersim_results.reading.errors import ResultsError
from tiersim_results.selection.choices import Choice
from tiersim_results.selection.pairing import pairs


def test_what_is_not_named_is_matched(planted):
    rows = list(pairs(planted.usable, Choice(None, None, "edge"), Choice(None, None, "cloud")))
    assert len(rows) == 2 * 4 * 6  # each operator with itself
    assert all(row.a.operator == row.b.operator for row in rows)
    with pytest.raises(ResultsError, match="compared with itself"):
        list(pairs(planted.usable, Choice(None, "sptq", None), Choice(None, "sptq", None)))


def test_what_could_be_several_is_not_guessed(planted):
    sptq, cloud = Choice(None, "sptq", "edge"), Choice(None, None, "cloud")
    with pytest.raises(ResultsError, match="name an operator and a deployment"):
        list(pairs(planted.usable, sptq, cloud))


def test_scenarios_that_do_not_sweep_a_path_are_paired():
    """In a merged file, their value of that path is NaN."""
    frame = pd.DataFrame(
        {
            "id": [0, 1],
            "subject": "a",
            "operator": ["x", "y"],
            "deployment": "edge",
            "sweep.links.x.delay": np.nan,
        }
    )
    (pair,) = pairs(frame, Choice(None, "x", None), Choice(None, "y", None))
    assert (pair.a.id, pair.b.id) == (0, 1)
