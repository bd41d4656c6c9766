"""The Pareto front."""


from tiersim_results.comparison.pareto_front import pareto_front


def test_the_pareto_front_is_what_nothing_beats_on_both(planted):
    frame = planted.usable.iloc[:5].assign(
        median_ns=[1, 2, 3, 4, 2], accuracy=[0.5, 0.9, 0.8, 0.95, 0.7]
    )
    assert list(pareto_front(frame).index) == [0, 1, 3]
