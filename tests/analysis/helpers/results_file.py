"""Writes results files with known content (schema: docs/results-schema.md)."""

from __future__ import annotations

from dataclasses import dataclass, field

import h5py
import numpy as np

BANDWIDTH = "links.edge-cloud.bandwidth"


@dataclass
class Scenario:
    """One row of /scenarios and its requests; latencies in ns, all computing unless `parts`."""

    subject: str
    operator: str
    deployment: str
    latency_ns: np.ndarray
    sweep: dict[str, object] = field(default_factory=dict)
    accuracy: float = float("nan")
    status: str = "ok"
    reason: str = ""
    extrapolated: int = 0
    trust: str = ""  # no scenario has one: the file lacks the columns, as earlier ones do
    trust_reason: str = ""
    outcome: list[str] | None = None
    inputs: np.ndarray | None = None
    parts: dict[str, np.ndarray] | None = None  # "queue_ns.edge": [...], adds up to latency_ns


@dataclass
class Profile:
    subject: str
    operator: str
    tier: str
    median_ns: int
    half_width_ns: int = 0  # of the median's confidence interval; negative: unknown
    stage: int = 0
    stable: int = 1
    valid: int = 1
    extrapolated: int = 0
    reason: str = ""
    samples_ns: tuple[int, ...] = (1,)


@dataclass
class Variant:
    subject: str
    operator: str
    predicted: list[int]
    label: list[int]


def write(path, scenarios, profiles=(), variants=(), units=None, **attributes):
    """`units`: of the swept paths, e.g. {"links.edge-cloud.bandwidth": "bit/s"} (the default)."""
    with h5py.File(path, "w") as file:
        fill(file, scenarios, profiles, variants, units, **attributes)
    return path


def fill(file, scenarios, profiles=(), variants=(), units=None, **attributes):
    """Writes all of a results file into `file`, or into a group of it."""
    units = {BANDWIDTH: "bit/s"} | (units or {})
    known = {"question": "Why?", "complete": "yes", "study_yaml": "tiersim: 1\n"} | attributes
    file.attrs["schema_version"] = 1
    for name, value in known.items():
        write_attribute(file, name, value)
    _scenarios(file, scenarios, units, variants)
    _requests(file, scenarios)
    _profiles(file, profiles)
    _variants(file, variants)


def write_column(file, name, values, unit=""):
    values = np.asarray(values)
    if values.dtype.kind in "UO":
        encoded = [str(value).encode() for value in values]
        width = max([len(value) for value in encoded], default=1) or 1
        values = np.array(encoded, dtype=h5py.string_dtype("utf-8", width))
    data = file.create_dataset(name, data=values)
    write_attribute(data, "unit", unit)
    write_attribute(data, "description", name)


def write_attribute(item, name, value):
    """A text of fixed length, as tiersim writes it."""
    encoded = value.encode()
    item.attrs[name] = np.array(encoded, dtype=f"S{max(1, len(encoded))}")


def _scenarios(file, scenarios, units, variants):
    def column(name, values, unit=""):
        write_column(file, f"scenarios/{name}", values, unit)

    counts = [len(s.latency_ns) for s in scenarios]
    rows = {(v.subject, v.operator): row for row, v in enumerate(variants)}
    column("id", np.arange(len(scenarios)))
    for name in ("subject", "operator", "deployment", "status", "reason"):
        column(name, np.array([getattr(s, name) for s in scenarios], dtype=object))
    if any(s.trust for s in scenarios):
        for name in ("trust", "trust_reason"):
            column(name, np.array([getattr(s, name) for s in scenarios], dtype=object))
    column("accuracy", np.array([s.accuracy for s in scenarios], dtype=float), "1")
    column("extrapolated", np.array([s.extrapolated for s in scenarios], dtype=np.int64))
    column("first_request", np.cumsum([0, *counts])[:-1])
    column("request_count", np.array(counts, dtype=np.int64))
    variants_of = [rows.get((s.subject, s.operator), -1) for s in scenarios]
    column("variant", np.array(variants_of, dtype=np.int64))
    for swept in {path: None for s in scenarios for path in s.sweep}:
        values = [s.sweep[swept] for s in scenarios]
        column(f"sweep.{swept}", values, "" if isinstance(values[0], str) else units[swept])


def _requests(file, scenarios):
    def column(name, values, unit=""):
        write_column(file, f"requests/{name}", values, unit)

    def joined(each):
        return np.concatenate([np.asarray(each(s)) for s in scenarios] or [[]])

    column("scenario", np.repeat(np.arange(len(scenarios)), [len(s.latency_ns) for s in scenarios]))
    column("latency_ns", joined(lambda s: s.latency_ns).astype(np.int64), "ns")
    column(
        "sample",
        joined(lambda s: range(len(s.latency_ns)) if s.inputs is None else s.inputs).astype("i8"),
    )
    column(
        "outcome",
        joined(lambda s: s.outcome or ["ok"] * len(s.latency_ns)).astype(object),
    )
    parts = {name: None for s in scenarios for name in _parts(s)}
    for name in parts:
        values = joined(lambda s: _parts(s).get(name, np.zeros(len(s.latency_ns))))
        column(name, values.astype(np.int64), "ns")


def _parts(scenario):
    tier = scenario.deployment.split("-")[-1]
    return scenario.parts or {f"compute_ns.{tier}": scenario.latency_ns}


def _profiles(file, profiles):
    def column(name, values, unit=""):
        write_column(file, f"profiles/{name}", values, unit)

    for name in ("subject", "operator", "tier", "reason"):
        column(name, np.array([getattr(p, name) for p in profiles], dtype=object))
    for name in ("stage", "stable", "valid", "extrapolated", "median_ns"):
        column(name, np.array([getattr(p, name) for p in profiles], dtype=np.int64))
    column("batch", np.ones(len(profiles), dtype=np.int64))
    for name, sign in (("median_low_ns", -1), ("median_high_ns", 1)):
        known = [
            p.median_ns + sign * p.half_width_ns if p.half_width_ns >= 0 else -1 for p in profiles
        ]
        column(name, np.array(known, dtype=np.int64), "ns")
    for name in ("p95_ns", "p99_ns", "p99_low_ns", "p99_high_ns"):
        column(name, np.array([p.median_ns for p in profiles], dtype=np.int64), "ns")
    for name in ("requested_cpu_share", "achieved_cpu_share"):
        column(name, np.ones(len(profiles)), "1")
    column("disturbed", np.zeros(len(profiles)), "1")
    for name in ("mechanism", "source", "tier_settings"):
        column(name, np.array(["measured"] * len(profiles), dtype=object))
    counts = [len(p.samples_ns) for p in profiles]
    column("first_sample", np.cumsum([0, *counts])[:-1])
    column("sample_count", np.array(counts, dtype=np.int64))
    column("first_load", np.zeros(len(profiles), dtype=np.int64))
    column("load_count", np.zeros(len(profiles), dtype=np.int64))
    samples = [value for p in profiles for value in p.samples_ns]
    column("samples/service_ns", np.array(samples, dtype=np.int64), "ns")
    column("samples/load_ns", np.array([], dtype=np.int64), "ns")


def _variants(file, variants):
    def column(name, values, unit=""):
        write_column(file, f"variants/{name}", values, unit)

    for name in ("subject", "operator"):
        column(name, np.array([getattr(v, name) for v in variants], dtype=object))
    right = [np.mean(np.equal(v.predicted, v.label)) for v in variants]
    column("accuracy", np.array(right, dtype=float), "1")
    counts = [len(v.label) for v in variants]
    column("first_prediction", np.cumsum([0, *counts])[:-1])
    column("prediction_count", np.array(counts, dtype=np.int64))
    column("first_layer", np.zeros(len(variants), dtype=np.int64))
    column("layer_count", np.zeros(len(variants), dtype=np.int64))
    for name, each in (("class", "predicted"), ("label", "label")):
        values = [value for v in variants for value in getattr(v, each)]
        column(f"predictions/{name}", np.array(values, dtype=np.int64))
    column("layers/name", np.array([], dtype="S1"))
    column("layers/backend", np.array([], dtype="S1"))
