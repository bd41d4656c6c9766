"""The figures of a validation."""

import numpy as np
import pytest

from analysis.helpers.validation_file import planted_rounds, write_validation
from tiersim_results import Validation
from tiersim_results.figures.validation import error_by_part, simulated_against_reference
from tiersim_results.validation.stored import stored


@pytest.fixture
def comparison(tmp_path):
    with Validation(write_validation(tmp_path / "v.h5", planted_rounds())) as validation:
        return stored(validation)


def test_marks_are_at_both_medians_and_the_line_is_where_they_are_equal(comparison):
    median, p95 = simulated_against_reference(comparison).axes
    assert median.get_xlabel() == "emulated median [ms]"
    assert p95.get_ylabel() == "simulated p95 [ms]"
    drawn = {tuple(line.get_data()[0]) + tuple(line.get_data()[1]) for line in median.lines}
    row = comparison.cells.iloc[0]
    assert (row.reference_median_ns / 1e6, row.simulated_median_ns / 1e6) in drawn
    identity = max(median.lines, key=lambda line: len(line.get_xdata()))
    assert np.array_equal(*identity.get_data())
    assert median.get_xlim() == median.get_ylim()


def test_pieces_of_a_bar_lie_on_either_side_and_the_mark_is_their_sum(comparison):
    (panel,) = error_by_part(comparison, None).axes
    labels = [label.get_text() for label in panel.get_yticklabels()]
    assert len(labels) == 12
    sums = next(line for line in panel.lines if line.get_label() == "sum")
    at = dict(zip(labels, sums.get_xdata()))
    # 3.2 of 12.2 ms are missing.
    assert at["sptq on edge, 10 Mbps"] == pytest.approx(-100 * 3.2 / 12.2, abs=0.3)
    for bar in panel.patches:
        width, begin = getattr(bar, "get_width", lambda: 0)(), getattr(bar, "get_x", lambda: 0)()
        assert width * begin >= 0


def test_the_largest_errors_are_drawn_where_there_are_many(comparison):
    (panel,) = error_by_part(comparison, 3).axes
    labels = [label.get_text() for label in panel.get_yticklabels()]
    assert len(labels) == 3 and all("sptq on edge" in label for label in labels)
