"""Some points of a sweep are selected by their place in it."""


from analysis.helpers.results_file import BANDWIDTH
from tiersim_results.selection.points import ends_and_middle, middle_point


COLUMN = f"sweep.{BANDWIDTH}"


def test_points_of_a_sweep(planted):
    middle, where = middle_point(planted.results, planted.usable)
    assert where == f"{BANDWIDTH} = 5 Mbps"
    assert set(middle[COLUMN]) == {5e6}
    assert set(ends_and_middle(planted.usable)[COLUMN]) == {1e6, 5e6, 50e6}
