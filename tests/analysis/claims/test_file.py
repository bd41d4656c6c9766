"""Files of claims are read strictly."""


import pytest

from tiersim_results.claims.file import read_findings
from tiersim_results.reading.errors import ResultsError


@pytest.mark.parametrize(
    "text, told",
    [
        ("findings: []\n", ":1:1: tiersim-findings: is not 1"),
        ("tiersim-findings: 1\n", "findings: is missing"),
        ("tiersim-findings: 1\nfindings: {}\n", ":2:11: findings: is no list"),
        ("tiersim-findings: 1\nfindings: [a b]\n", ":2:12: findings[0].claim: .* not a claim"),
        ("tiersim-findings: 1\nclaims: []\n", ":2:1: claims: is unknown"),
        (
            "tiersim-findings: 1\nfindings:\n- {claim: edge is faster than cloud, att: {}}\n",
            ":3:38: findings[0].att: is unknown",
        ),
        ("tiersim-findings: 1\ntiersim-findings: 1\n", ":2:1: tiersim-findings: is there twice"),
        ("tiersim-findings: [\n", "is it YAML"),
        ("", "is no mapping"),
        ("tiersim-findings: 1\nfindings: []\n", ":2:11: findings: is empty"),
        ("- x\n", ":1:1: file: is no mapping"),
        ("tiersim-findings: 1\nfindings: [[]]\n", "is no mapping"),
        ("tiersim-findings: 1\ngroups: {a: b}\nfindings: [x]\n", ":2:13: groups.a: is no list"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path, text, told):
    import re

    path = tmp_path / "wrong.yaml"
    path.write_text(text)
    pattern = re.escape(told).replace(r"\.\*", ".*")
    with pytest.raises(ResultsError, match=re.escape(str(path)) + ".*" + pattern):
        read_findings(str(path))


def test_yaml_that_would_run_something_is_text(tmp_path):
    path = tmp_path / "hostile.yaml"
    path.write_text("tiersim-findings: 1\nfindings: [!!python/object/apply:os.system ['exit 1']]\n")
    with pytest.raises(ResultsError, match="is no mapping"):
        read_findings(str(path))
