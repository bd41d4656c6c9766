"""Reads files of claims (format: analysis/findings/README.md)."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import yaml

from tiersim_results.claims.grammar import Claim, parse_claim
from tiersim_results.reading.errors import ResultsError

KEYS = {"tiersim-findings", "source", "groups", "findings"}
FINDING_KEYS = {"claim", "at", "source", "reading"}


@dataclass(frozen=True)
class Finding:
    """One claim of a file.

    `at`: swept path -> "VALUE" or "LOW .. HIGH". `reading`: how we understand the source.
    `groups`: name -> patterns of subjects.
    """

    text: str
    claim: Claim
    at: dict[str, str] = field(default_factory=dict)
    source: str = ""
    reading: str = ""
    groups: dict[str, list[str]] = field(default_factory=dict)


def read_findings(path: str) -> list[Finding]:
    """Raises ResultsError, "file:line:column: path: problem (remedy)"."""
    try:
        with open(path, encoding="utf-8") as file:
            root = yaml.compose(file, Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsError(f"{path}: cannot be read: {error} (check the path)") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ResultsError(f"{path}{at}: {problem} (is it YAML?)") from error
    return _Reader(path).findings(root)


class _Reader:
    def __init__(self, path: str) -> None:
        self._file = os.fspath(path)

    def findings(self, root) -> list[Finding]:
        keys = self._mapping(root, "", KEYS)
        if "tiersim-findings" not in keys or keys["tiersim-findings"].value != "1":
            self._fail(root, "tiersim-findings", "is not 1 (begin with tiersim-findings: 1)")
        if "findings" not in keys:
            self._fail(root, "findings", "is missing (add a list of claims)")
        source = self._text(keys["source"], "source") if "source" in keys else ""
        groups = self._groups(keys["groups"]) if "groups" in keys else {}
        rows = self._list(keys["findings"], "findings")
        if not rows:
            self._fail(keys["findings"], "findings", "is empty (add a claim)")
        return [self._finding(row, f"findings[{i}]", source, groups) for i, row in enumerate(rows)]

    def _finding(self, node, path: str, source: str, groups: dict) -> Finding:
        if isinstance(node, yaml.ScalarNode):  # a claim alone
            keys = {"claim": node}
        else:
            keys = self._mapping(node, path, FINDING_KEYS)
        if "claim" not in keys:
            self._fail(node, f"{path}.claim", "is missing (say what is claimed)")
        text = self._text(keys["claim"], f"{path}.claim")
        try:
            claim = parse_claim(text)
        except ResultsError as error:
            self._fail(keys["claim"], f"{path}.claim", str(error))
        at = {}
        if "at" in keys:
            for name, value in self._mapping(keys["at"], f"{path}.at", None).items():
                at[name] = self._text(value, f"{path}.at.{name}")
        texts = {
            name: self._text(keys[name], f"{path}.{name}")
            for name in ("source", "reading")
            if name in keys
        }
        return Finding(text, claim, at, **({"source": source} | texts), groups=groups)

    def _groups(self, node) -> dict[str, list[str]]:
        return {
            name: [
                self._text(item, f"groups.{name}") for item in self._list(value, f"groups.{name}")
            ]
            for name, value in self._mapping(node, "groups", None).items()
        }

    def _mapping(self, node, path: str, known: set[str] | None) -> dict:
        if not isinstance(node, yaml.MappingNode):
            self._fail(node, path or "file", "is no mapping (write key: value)")
        keys = {}
        for key, value in node.value:
            name = self._text(key, path)
            if known is not None and name not in known:
                there = ", ".join(sorted(known))
                self._fail(key, f"{path}.{name}".lstrip("."), f"is unknown (there are: {there})")
            if name in keys:
                self._fail(key, f"{path}.{name}".lstrip("."), "is there twice (remove one)")
            keys[name] = value
        return keys

    def _list(self, node, path: str) -> list:
        if not isinstance(node, yaml.SequenceNode):
            self._fail(node, path, "is no list (write [a, b], or lines that begin with -)")
        return node.value

    def _text(self, node, path: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._fail(node, path, "is no text (write one line)")
        return node.value

    def _fail(self, node, path: str, problem: str):
        mark = node.start_mark if node is not None else None
        at = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ResultsError(f"{self._file}{at}: {path}: {problem}")
