"""The steps of a request. Each column "STEP_ns.PLACE" of /requests holds the time of one step."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """`meaning` and `colour` are for pictures; the colours are of Okabe & Ito's palette."""

    meaning: str
    colour: str


# In the order of a request at one tier.
STEPS = {
    "network": Step("a message on its way", "#56B4E9"),
    "queue": Step("waiting for a worker", "#E69F00"),
    "load": Step("starting the model", "#F0E442"),
    "compute": Step("inference", "#009E73"),
}


def step_of(column: str) -> tuple[str, str]:
    """Step and place: step_of("network_ns.mobile-edge") is ("network", "mobile-edge")."""
    step, _, place = column.partition("_ns.")
    return step, place


def is_step_column(name: str) -> bool:
    """Whether a column of /requests is one of those that add up to the latency."""
    return "_ns." in name and step_of(name)[0] in STEPS


def describe_step(column: str) -> str:
    """describe_step("network_ns.mobile-edge") is "mobile to edge"; "compute_ns.edge" is
    "compute, edge"."""
    step, place = step_of(column)
    return place.replace("-", " to ") if step == "network" else f"{step}, {place}"
