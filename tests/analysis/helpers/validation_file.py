"""Writes files like those of `tiersim validate`, with figures computed by plain numpy.

Nothing of the package is used, so that its figures can be compared with these.
"""

from __future__ import annotations

import h5py
import numpy as np
from scipy.stats import binom

from analysis.helpers.results_file import BANDWIDTH, Scenario, fill, write_attribute, write_column

QUANTILES = {"median": 0.5, "p95": 0.95, "p99": 0.99}
MS = 1_000_000


def planted_rounds(rounds=2, count=100, subjects=("photo_net",), bandwidths=(1e6, 10e6, 100e6)):
    """The scenarios of each half and round: {"simulated": [[Scenario, ...], ...], ...}.

    A message of 10 kB to the cloud takes 80 ms at 1 Mbps. Computing takes 20 ms (identity) or 8 ms
    (sptq) on the edge, half as long on the cloud. Planted: the emulation computes `sptq` on the
    edge 40 % slower than the simulation, and its link is 10 % slower for `identity` on the cloud.
    So at 10 Mbps sptq takes 1 + 8 = 9 ms on the simulated edge and 1 + 11.2 = 12.2 ms on the
    emulated one, but 8 + 4 = 12 ms on the cloud.
    """
    halves = {}
    for half in ("simulated", "emulated"):
        halves[half] = [
            _round(
                np.random.default_rng([number, half == "emulated"]),
                half,
                count,
                subjects,
                bandwidths,
            )
            for number in range(rounds)
        ]
    return halves


def _round(random, half, count, subjects, bandwidths):
    real = half == "emulated"
    rows = []
    for subject in subjects:
        for operator, edge_ms in (("identity", 20), ("sptq", 8)):
            for deployment in ("edge", "cloud"):
                for bandwidth in bandwidths:
                    slow = 1.4 if real and (operator, deployment) == ("sptq", "edge") else 1.0
                    lossy = 1.1 if real and (operator, deployment) == ("identity", "cloud") else 1.0
                    share = slow if deployment == "edge" else 0.5
                    compute = edge_ms * MS * share * random.normal(1, 0.005, count)
                    network = 8e4 / bandwidth * 1e9 * lossy if deployment == "cloud" else 1 * MS
                    names = (
                        ("mobile-cloud", "cloud")
                        if deployment == "cloud"
                        else ("mobile-edge", "edge")
                    )
                    parts = {
                        f"network_ns.{names[0]}": np.full(count, int(network)),
                        f"compute_ns.{names[1]}": compute.astype(np.int64),
                    }
                    rows.append(
                        Scenario(
                            subject,
                            operator,
                            deployment,
                            sum(parts.values()),
                            {BANDWIDTH: bandwidth},
                            parts=parts,
                        )
                    )
    return rows


def write_validation(path, halves, budget=0.05, **attributes):
    """`halves`: as of planted_rounds."""
    rounds = len(halves["simulated"])
    known = {"mode": "validation", "study": "toy.yaml", "emulate_with": "", "question": "Why?"}
    with h5py.File(path, "w") as file:
        file.attrs["schema_version"] = 1
        file.attrs["budget"], file.attrs["rounds"] = float(budget), rounds
        for name, value in (known | attributes).items():
            write_attribute(file, name, value)
        for half, own in halves.items():
            for number, scenarios in enumerate(own, 1):
                fill(file.create_group(f"{half}/{number}"), scenarios, mode=half)
        cells = [_cell(halves, row, budget) for row in range(len(halves["simulated"][0]))]
        for name in cells[0]:
            unit = "bit/s" if name.endswith("bandwidth") else "ns" if "_ns" in name else ""
            write_column(file, f"validation/{name}", _array([c[name] for c in cells]), unit)
        decisions = _decisions(cells)
        for name in _decision([cells[0]]):
            values = _array([d[name] for d in decisions]) if decisions else np.array([], "S1")
            values = values if decisions or name != "regret" else np.array([])
            unit = "bit/s" if name.endswith("bandwidth") else ""
            write_column(file, f"decisions/{name}", values, unit)
    return path


def _array(values):
    return np.array(values, dtype=object if isinstance(values[0], str) else None)


def _finished(scenario):
    outcome = np.array(scenario.outcome or ["ok"] * len(scenario.latency_ns))
    return np.isin(outcome, ["ok", "late"])


def _cell(halves, row, budget):
    own = {half: [round_[row] for round_ in rounds] for half, rounds in halves.items()}
    first = own["simulated"][0]
    cell = {"id": row, "subject": first.subject, "operator": first.operator}
    cell |= {"deployment": first.deployment}
    cell |= {f"sweep.{path}": value for path, value in first.sweep.items()}
    bad = [
        f"{half}, round {number}: {s.status}: {s.reason}"
        for half, scenarios in own.items()
        for number, s in enumerate(scenarios, 1)
        if s.status != "ok"
    ]
    cell |= {"status": "invalid" if bad else "ok", "reason": bad[0] if bad else ""}
    for name, q in QUANTILES.items():
        for half, scenarios in own.items():
            cell |= _figures(half, name, q, [s.latency_ns[_finished(s)] for s in scenarios])
        middle = cell[f"emulated_{name}_ns"]
        each = [np.quantile(s.latency_ns[_finished(s)], q) for s in own["emulated"]]
        cell[f"{name}_error"] = (cell[f"simulated_{name}_ns"] - middle) / middle
        cell[f"{name}_repeatability"] = (max(each) - min(each)) / middle
    parts = sorted({p for rounds in halves.values() for r in rounds for s in r for p in s.parts})
    apart, spread = {}, {}
    for part in parts:
        each = {half: [_part(s, part) for s in scenarios] for half, scenarios in own.items()}
        for half, values in each.items():
            cell[f"{half}_{part}"] = np.concatenate(values).mean()
        apart[part] = abs(cell[f"simulated_{part}"] - cell[f"emulated_{part}"])
        spread[part] = np.ptp([values.mean() for values in each["emulated"]])
    worst = max(parts, key=apart.get)
    cell["blame"] = worst if apart[worst] > spread[worst] else ""
    past = [
        n for n, times in (("median", 1), ("p95", 2)) if abs(cell[f"{n}_error"]) > times * budget
    ]
    noise = all(abs(cell[f"{n}_error"]) <= cell[f"{n}_repeatability"] for n in past)
    words = "within noise" if noise else "off"
    cell["verdict"] = "invalid" if bad else words if past else "agrees"
    return cell


def _part(scenario, part):
    values = scenario.parts.get(part, np.zeros(len(scenario.latency_ns), dtype=np.int64))
    return values[_finished(scenario)]


def _figures(half, name, q, rounds):
    values = np.sort(np.concatenate(rounds))
    n = len(values)
    low, high = (int(rank) for rank in binom.ppf([0.025, 0.975], n, q))
    middle = np.quantile(values, q)
    return {
        f"{half}_{name}_ns": middle,
        f"{half}_{name}_low_ns": min(middle, float(values[low - 1])) if low else np.nan,
        f"{half}_{name}_high_ns": max(middle, float(values[high])) if high < n else np.nan,
    }


def _decisions(cells):
    points = {}
    for cell in cells:
        if cell["status"] == "ok":
            key = tuple(cell[n] for n in cell if n == "subject" or n.startswith("sweep."))
            points.setdefault(key, []).append(cell)
    return [_decision(own) for own in points.values() if len(own) > 1]


def _decision(own):
    chosen = min(own, key=lambda cell: cell["simulated_median_ns"])
    best = min(own, key=lambda cell: cell["emulated_median_ns"])
    gap = chosen["emulated_median_ns"] - best["emulated_median_ns"]
    spread = max(c["median_repeatability"] * c["emulated_median_ns"] for c in (chosen, best))
    row = {name: best[name] for name in best if name == "subject" or name.startswith("sweep.")}
    for half, cell in (("simulated", chosen), ("emulated", best)):
        row |= {f"{half}_{name}": cell[name] for name in ("operator", "deployment")}
    row["agree"] = "yes" if chosen is best else "tie" if gap <= spread else "no"
    row["regret"] = chosen["emulated_median_ns"] / best["emulated_median_ns"] - 1
    return row
