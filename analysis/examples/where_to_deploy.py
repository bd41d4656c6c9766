#!/usr/bin/python3
"""From a results file to a decision, step by step, in Python.

Run analysis/examples/where_to_deploy.py results.h5, or run its cells (# %%) one by one in an editor
that supports them.
"""

# %% Open a results file. The requests are not read yet.
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import tiersim_results as ts  # noqa: E402
from tiersim_results.analysis import Analysis  # noqa: E402
from tiersim_results.decision.advice import Goal, advise  # noqa: E402
from tiersim_results.decision.verdict import verdict  # noqa: E402
from tiersim_results.selection.points import middle_point  # noqa: E402
from tiersim_results.statistics import cliffs_delta, median_interval  # noqa: E402

path = sys.argv[1] if len(sys.argv) > 1 else "results/quickstart.h5"
results = ts.open(path)
print(results.attributes["question"])

# %% Requests as a pandas data frame. Only these columns of these scenarios are read.
subject = results.scenarios().subject.iloc[0]
requests = results.requests(columns=["latency_ns", "sample"], subject=subject)
print((requests.groupby(["operator", "deployment"]).latency_ns.median() / 1e6).round(3))

# %% The same as an xarray dataset.
print(requests.to_xarray().latency_ns.mean().item() / 1e6, "ms on average")

# %% How sure is a median? Whole inputs are resampled, so an input that occurs twice counts once.
groups = list(requests.groupby(["operator", "deployment"], sort=False))
(name, one), (other_name, other) = groups[0], groups[-1]
interval = median_interval(one.latency_ns, one["sample"])
print(f"{' on '.join(name)}: {interval.value / 1e6:.3f} ms", end=" ")
print(f"[{interval.low / 1e6:.3f}, {interval.high / 1e6:.3f}]")

# %% How different are two? Cliff's delta is -1 if all requests of the first are faster.
effect = cliffs_delta(one.latency_ns, other.latency_ns)
print(f"against {' on '.join(other_name)}: delta {effect.delta:.2f}, {effect.word}")

# %% The table of scenarios, and the verdict in sentences.
analysis = Analysis(results)
cells = analysis.usable
print(cells[["operator", "deployment", "median_ns", "p99_ns", "accuracy"]].head())
print("\n".join(verdict(analysis)))

# %% What meets a goal in the middle of the sweep? Here: a usual time, at most 1 % less accuracy.
points, where = middle_point(results, cells[cells.subject == subject])
goal = Goal(p99_ns=points.median_ns.median(), accuracy=0.99 * points.accuracy.max())
best = advise(points, goal)
print(where)
print(best[["operator", "deployment", "meets", "margin", "missing"]].head(3).to_string())
