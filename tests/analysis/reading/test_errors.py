"""Errors say what to do."""

import ast
import pathlib

import tiersim_results

PACKAGE = pathlib.Path(tiersim_results.__file__).parent


def endings(source):
    """(line, last literal piece) of the text of each ResultsError that a module raises. A text that
    ends with a value of a variable has none: what made that value has the remedy."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ResultsError":
            text = node.args[0]
            last = text.values[-1] if isinstance(text, ast.JoinedStr) else text
            if isinstance(last, ast.Constant):
                yield node.lineno, last.value


def test_every_refusal_ends_with_a_remedy():
    checked = 0
    for path in PACKAGE.rglob("*.py"):
        for line, ending in endings(path.read_text(encoding="utf-8")):
            assert ending.endswith(")"), f"{path}:{line}"
            checked += 1
    assert checked > 30


def test_a_refusal_without_a_remedy_would_be_seen():
    source = 'raise ResultsError(f"{path}: is odd")\nraise ResultsError("is odd (mend it)")'
    assert list(endings(source)) == [(1, ": is odd"), (2, "is odd (mend it)")]
