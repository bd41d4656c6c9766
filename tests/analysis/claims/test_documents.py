"""The README of the findings describes the claims that can be checked."""

import pathlib
import re

from tiersim_results.claims.check import CHECKS
from tiersim_results.claims.file import FINDING_KEYS, KEYS, read_findings
from tiersim_results.claims.grammar import RELATIONS, parse_claim
from tiersim_results.claims.latency import MEANING, check_latency
from tiersim_results.comparison.pairwise import VERDICTS

README = pathlib.Path(__file__).parents[3] / "analysis" / "findings" / "README.md"


def test_every_relation_of_the_grammar_is_checked():
    assert set(CHECKS) == set(RELATIONS)
    by_latency = {relation for relation, check in CHECKS.items() if check is check_latency}
    assert set(MEANING) == by_latency | {"fastest"}
    for verdicts in MEANING.values():
        assert set(verdicts) <= set(VERDICTS)


def test_the_readme_has_a_row_for_every_relation():
    rows = re.findall(r"^\| (`.*?) \|", README.read_text(), re.MULTILINE)
    described = set()
    for claim, *others in (re.findall("`([^`]+)`", row) for row in rows):
        described.add(parse_claim(claim).relation)
        for other in others:  # a whole claim, or the word that takes the place of the relation
            whole = other if " " in other else claim.replace(parse_claim(claim).relation, other)
            described.add(parse_claim(whole).relation)
    assert described == set(RELATIONS)


def test_the_example_of_the_readme_uses_every_key(tmp_path):
    example = re.search(r"```yaml\n(.*?)```", README.read_text(), re.S)[1]
    path = tmp_path / "example.yaml"
    path.write_text(example)
    assert len(read_findings(path)) == 2
    used = set(re.findall(r"^(?:  - |    )?([\w-]+):", example, re.MULTILINE))
    assert used == KEYS | FINDING_KEYS
