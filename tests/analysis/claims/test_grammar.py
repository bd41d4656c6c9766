"""Claims are sentences of a fixed form."""


import pytest

from tiersim_results.claims.grammar import Claim, parse_claim
from tiersim_results.reading.errors import ResultsError


@pytest.mark.parametrize(
    "text, claim",
    [
        ("sptq on edge is faster than cloud", Claim("", "sptq on edge", "faster", "cloud")),
        ("text: cloud is slower than edge", Claim("text", "cloud", "slower", "edge")),
        ("a is as fast as b", Claim("", "a", "as fast", "b")),
        ("a is more accurate than b", Claim("", "a", "more accurate", "b")),
        ("a loses at most 1.5 points of accuracy to b", Claim("", "a", "loses", "b", 1.5)),
        ("a is the fastest", Claim("", "a", "fastest")),
        ("a is the fastest of b, c", Claim("", "a", "fastest", rivals=("b", "c"))),
        ("edge and cloud change places", Claim("", "edge", "changes", "cloud")),
    ],
)
def test_claims_are_sentences(text, claim):
    assert parse_claim(text) == claim


@pytest.mark.parametrize("text", ["", "a is better than b", "a faster b", "is faster than"])
def test_what_is_no_claim_is_refused(text):
    with pytest.raises(ResultsError, match="not a claim"):
        parse_claim(text)
