"""The figure of crossovers."""


from analysis.helpers.results_file import BANDWIDTH
from tiersim_results.crossovers.search import where_the_fastest_changes
from tiersim_results.figures.crossover import curves_and_crossings


COLUMN = f"sweep.{BANDWIDTH}"


def test_the_crossing_is_marked_where_it_is(planted):
    frame = planted.usable[planted.usable.subject == "photo_net"]
    found = where_the_fastest_changes(planted, frame, COLUMN)
    panel = curves_and_crossings(frame, found, COLUMN, "bit/s").axes[0]
    marked = [line.get_xdata()[0] for line in panel.lines if line.get_linestyle() == "--"]
    assert found.value[0] / 1e6 in marked
