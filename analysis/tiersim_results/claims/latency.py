"""Checks claims about latency."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tiersim_results.analysis import Analysis
from tiersim_results.claims.grammar import Claim
from tiersim_results.claims.scope import Undecidable
from tiersim_results.comparison.pairwise import compare, verdicts
from tiersim_results.crossovers.search import crossovers_between
from tiersim_results.quantities.numbers import interval, significant
from tiersim_results.quantities.units import MILLISECOND, format_quantity
from tiersim_results.reading.schema import IDENTITY
from tiersim_results.scenarios.latency_parts import mean_parts, mean_steps
from tiersim_results.selection.choices import label, parse_choice
from tiersim_results.selection.groups import groups_of
from tiersim_results.selection.pairing import Pair, pairs
from tiersim_results.selection.sweeps import is_numeric, point_text, sweep_columns

# Relation that is claimed -> verdict of the comparison -> verdict on the claim.
MEANING = {
    "faster": {"faster": "holds", "slower": "fails", "same": "fails"},
    "slower": {"slower": "holds", "faster": "fails", "same": "fails"},
    "as fast": {"same": "holds", "faster": "fails", "slower": "fails"},
    "fastest": {"faster": "holds", "slower": "fails"},
}


def check_latency(analysis: Analysis, frame: pd.DataFrame, claim: Claim) -> pd.DataFrame:
    a, b = parse_choice(claim.a, frame), parse_choice(claim.b, frame)
    return _cases(analysis, list(pairs(frame, a, b)), claim.relation)


def check_fastest(analysis: Analysis, frame: pd.DataFrame, claim: Claim) -> pd.DataFrame:
    """Compares with the fastest of all others, at the same subject and swept value.

    If the claim names an operator without a deployment, it is compared with others on the same
    deployment.
    """
    a = parse_choice(claim.a, frame)
    absent = [rival for rival in claim.rivals if rival not in set(frame.operator)]
    if claim.rivals:
        frame = frame[frame.operator.isin([*claim.rivals, a.operator])]
    keys = ["subject", *sweep_columns(frame)] + [
        key for key in IDENTITY[1:] if getattr(a, key) is None
    ]
    against = []
    for values, group in groups_of(frame, keys):
        own = a.of(group)
        others = group.drop(own.index)
        if len(own) == 1 and len(others):
            rival = others.loc[others.median_ns.idxmin()]
            against.append(Pair(dict(zip(keys, values)), own.iloc[0], rival))
    if not against:
        raise Undecidable(f'nothing to compare "{claim.a}" with')
    cases = _cases(analysis, against, "fastest")
    unknown = pd.DataFrame({"where": absent})
    unknown = unknown.assign(verdict="undecided", figures="is not in the results", weight=0.0)
    return pd.concat([cases, unknown], ignore_index=True) if absent else cases


def check_change(analysis: Analysis, frame: pd.DataFrame, claim: Claim) -> pd.DataFrame:
    """The claim holds if the two curves cross. Each case says where."""
    numeric = [c for c in sweep_columns(frame) if is_numeric(frame[c])]
    if len(numeric) != 1:
        raise Undecidable("one swept quantity is needed to change places over")
    a, b = parse_choice(claim.a, frame), parse_choice(claim.b, frame)
    found = crossovers_between(analysis, frame, a, b, numeric[0])
    unit = analysis.results.unit("scenarios", numeric[0])
    rows = []
    for row in found.itertuples():
        crosses = row.a_first is not None
        shared = row.A if row.A == row.B else f"{row.A} / {row.B}"
        ends = ", ".join(format_quantity(end, unit, 3) for end in (row.low, row.high))
        value = (
            f"at {format_quantity(row.value, unit, 3)} " if row.value == row.value else "within "
        )
        rows.append(
            {
                "where": f"{row.subject}, {shared}",
                "verdict": "holds" if crosses else "fails" if row.told else "undecided",
                "figures": f"{value}[{ends}]" if crosses else row.words,
                "weight": 0.0,
            }
        )
    return pd.DataFrame(rows)


def _cases(analysis: Analysis, against: list[Pair], relation: str) -> pd.DataFrame:
    comparisons = [compare(pair, analysis.latencies, analysis.medians) for pair in against]
    judged = verdicts(comparisons)
    rows = []
    for row, found in zip(comparisons, judged.verdict):
        ratio = row.ratio
        told = interval(ratio.low, ratio.value, ratio.high)
        rows.append(
            {
                "where": _where(analysis, row.pair),
                "verdict": MEANING[relation].get(found, "undecided"),
                "figures": f"{_names(row.pair)}: ratio {told}",
                "weight": abs(np.log(ratio.value)) if ratio.value > 0 else 0.0,
                "pair": row.pair,
            }
        )
    return pd.DataFrame(rows)


def _where(analysis: Analysis, pair: Pair) -> str:
    return ", ".join(filter(None, (pair.a.subject, point_text(analysis.results, pair.a))))


def _names(pair: Pair) -> str:
    return " against ".join(label(row.operator, row.deployment) for row in (pair.a, pair.b))


def because(analysis: Analysis, pair: Pair) -> str:
    """The mean time of each step in both: "network 12.1 against 3.2 ms, ..."."""
    both = pd.DataFrame([pair.a, pair.b])
    parts = mean_parts(analysis.results, both) / MILLISECOND
    steps = mean_steps(parts)
    told = [
        f"{step} {significant(each.iloc[0], 3)} against {significant(each.iloc[1], 3)} ms"
        for step, each in steps.items()
        if each.max() > 0.01 * parts.to_numpy().sum() / 2
    ]
    return ", ".join(told)
