"""Numbers and texts are written so that a page can hold them."""


import numpy as np

from tiersim_results.page.encode import short, to_json


def test_numbers_are_short():
    assert short([1234567.0, 0.00012345678, np.nan, np.inf]) == [1234600, 0.00012346, None, "inf"]


def test_json_means_nothing_to_html():
    assert to_json("<&>\u2028\u2029") == '"\\u003c\\u0026\\u003e\\u2028\\u2029"'
