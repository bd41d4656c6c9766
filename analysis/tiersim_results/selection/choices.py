"""The alternatives that a question names: "distilled+sptq on edge", "bert_mini: cloud"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.schema import IDENTITY


@dataclass(frozen=True)
class Choice:
    """Which scenarios are meant. None stands for any."""

    subject: str | None = None
    operator: str | None = None
    deployment: str | None = None

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of `frame`, which has the columns `subject`, `operator`, `deployment`."""
        for key in IDENTITY:
            wanted = getattr(self, key)
            if wanted is not None:
                frame = frame[frame[key] == wanted]
        return frame

    def __str__(self) -> str:
        scope = f"{self.subject}: " if self.subject else ""
        return scope + label(self.operator, self.deployment)


def label(operator: str | None, deployment: str | None) -> str:
    """The name of an alternative: "sptq on edge", or only "sptq" or "edge"."""
    return " on ".join(part for part in (operator, deployment) if part)


def parse_choice(text: str, known: pd.DataFrame) -> Choice:
    """Reads "[SUBJECT:] OPERATOR on DEPLOYMENT", "[SUBJECT:] OPERATOR" or "[SUBJECT:] DEPLOYMENT".

    `known`: rows with all names that exist. Raises ResultsError for any other name.
    """
    subject, rest = None, text.strip()
    for name in sorted(set(known.subject), key=len, reverse=True):
        if rest.startswith(f"{name}:"):
            subject, rest = name, rest[len(name) + 1 :].strip()
            break
    operators, deployments = set(known.operator), set(known.deployment)
    if rest in operators:
        return Choice(subject, rest, None)
    if rest in deployments:
        return Choice(subject, None, rest)
    operator, on, deployment = rest.rpartition(" on ")
    if not on:
        raise _unknown(rest, operators | deployments, "operator or deployment")
    if operator not in operators:
        raise _unknown(operator, operators, "operator")
    if deployment not in deployments:
        raise _unknown(deployment, deployments, "deployment")
    choice = Choice(subject, operator, deployment)
    if choice.of(known).empty:
        raise ResultsError(f'"{choice}" is not in the study (it was left out, or did not finish)')
    return choice


def known_name(text: str, names: Iterable[str], kind: str) -> str:
    """`text` if it is one of `names`; else raises ResultsError, which suggests a similar name."""
    if text not in set(names):
        raise _unknown(text, set(names), kind)
    return text


def _unknown(text: str, names: set[str], kind: str) -> ResultsError:
    near = difflib.get_close_matches(text, sorted(names), 1)
    remedy = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(sorted(names))}"
    return ResultsError(f'no {kind} "{text}" in the results ({remedy})')
