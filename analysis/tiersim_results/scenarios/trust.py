"""How far scenarios can be trusted, as the results file says (docs/trust.md)."""

from __future__ import annotations

import pandas as pd

WORDS = ["good", "fair", "poor", "no"]  # the later, the worse
SHOWN = 3  # reasons of one word


def is_known(frame: pd.DataFrame) -> bool:
    """Whether the file has words of trust: earlier files lack them."""
    return "trust" in frame and bool(frame.trust.isin(WORDS).any())


def trust_rows(frame: pd.DataFrame) -> list[dict]:
    """One entry for each word and reason, the worst word first, then the commonest reason:
    `word`, `reason`, `count` and `example`, the first scenario that has them."""
    if not is_known(frame):
        return []
    known = frame[frame.trust.isin(WORDS)]
    rows = []
    for (word, reason), own in known.groupby(["trust", "trust_reason"], sort=False):
        first = own.iloc[0]
        example = f"{first.subject}: {first.operator} on {first.deployment}"
        rows.append({"word": word, "reason": reason, "count": len(own), "example": example})
    return sorted(rows, key=lambda row: (-WORDS.index(row["word"]), -row["count"]))


def trust_lines(frame: pd.DataFrame) -> list[str]:
    """One line for each word that is not good, the worst first, with its commonest reasons."""
    lines = []
    rows = trust_rows(frame)
    for word in reversed(WORDS[1:]):
        own = [row for row in rows if row["word"] == word]
        if not own:
            continue
        count = sum(row["count"] for row in own)
        shown = "; ".join(f"{row['reason']} ({row['example']})" for row in own[:SHOWN])
        more = f"; and {len(own) - SHOWN} more reasons" if len(own) > SHOWN else ""
        lines.append(f"{count} of {len(frame)} scenarios have the trust {word}: {shown}{more}")
    return lines
