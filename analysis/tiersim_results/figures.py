"""Figures of a results file. Each returns a matplotlib figure; nothing is shown or saved here."""

from __future__ import annotations

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import pandas as pd  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.ticker import FuncFormatter, LogLocator  # noqa: E402

from tiersim_results.reader import Results, ResultsError  # noqa: E402

# Okabe & Ito's colours: told apart by the colour-blind. One per deployment, so that every figure of
# every study uses the same.
COLOURS = {
    "mobile": "#E69F00",
    "edge": "#0072B2",
    "cloud": "#009E73",
    "mobile-edge": "#CC79A7",
    "edge-cloud": "#D55E00",
    "mobile-cloud": "#56B4E9",
}
MARKERS = ["o", "s", "D", "^", "v", "P", "X", "*"]  # one per operator
LINES = ["-", "--", ":", "-."]

# unit of the file: (divisor, unit a person reads)
READABLE = {"bit/s": (1e6, "Mbps"), "byte": (1e3, "kB"), "ns": (1e6, "ms"), "1": (1, "")}


def latency_over_sweep(results: Results, path: str | None = None) -> Figure:
    """Median latency against the swept value, a band from the 5th to the 95th percentile.

    One panel per subject; a colour per deployment, a line and marker per operator.
    """
    path = path or _only_path(results)
    column = f"sweep.{path}"
    requests = _usable_requests(results)
    divisor, unit = READABLE.get(results.unit("scenarios", column), (1, ""))
    subjects = sorted(requests.subject.unique())
    figure, panels = plt.subplots(
        1, len(subjects), figsize=(4 + 5 * len(subjects), 5), squeeze=False, layout="constrained"
    )
    operators = list(dict.fromkeys(requests.operator))
    for subject, panel in zip(subjects, panels[0]):
        own = requests[requests.subject == subject]
        for (deployment, operator), group in _in_order(own):
            statistics = (
                group.groupby(column).latency_ns.quantile([0.05, 0.5, 0.95]).unstack() / 1e6
            )
            x = statistics.index / divisor
            style = operators.index(operator)
            panel.plot(
                x,
                statistics[0.5],
                color=COLOURS[deployment],
                marker=MARKERS[style % len(MARKERS)],
                linestyle=LINES[style % len(LINES)],
                markerfacecolor="none" if group.extrapolated.any() else None,
                label=_label(operator, deployment, group.extrapolated.any()),
            )
            panel.fill_between(
                x, statistics[0.05], statistics[0.95], color=COLOURS[deployment], alpha=0.15, lw=0
            )
        panel.set(title=subject, xlabel=f"{path} [{unit}]", ylabel="latency [ms]")
        panel.set(xscale="log", yscale="log")
        ticks = sorted(own[column].unique() / divisor)
        panel.set_xticks(ticks, [f"{tick:g}" for tick in ticks], minor=False)
        panel.xaxis.set_minor_formatter("")
        _plain_log_ticks(panel.yaxis)
        panel.grid(alpha=0.3)
    _legend_beside(panels[0], "median; band: 5th to 95th percentile")
    return figure


def accuracy_over_latency(results: Results) -> Figure:
    """Top-1 accuracy against median latency, one point per scenario kind at each swept value's
    median over the sweep; the line joins what nothing else beats on both (the Pareto front)."""
    requests = _usable_requests(results)
    keys = ["subject", "operator", "deployment"]
    points = (
        requests.groupby(keys, sort=False)
        .agg(
            median_ms=("latency_ns", lambda ns: ns.median() / 1e6),
            extrapolated=("extrapolated", "max"),
        )
        .reset_index()
    )
    accuracy = results.scenarios(status="ok").groupby(keys).accuracy.first()
    points = points.join(accuracy, on=keys).dropna(subset=["accuracy"])
    if points.empty:
        raise ResultsError(
            f"{results.path}: no accuracy is known in it (prepare subjects with weights)"
        )
    subjects = sorted(points.subject.unique())
    figure, panels = plt.subplots(
        1, len(subjects), figsize=(4 + 5 * len(subjects), 5), squeeze=False, layout="constrained"
    )
    operators = list(dict.fromkeys(points.operator))
    for subject, panel in zip(subjects, panels[0]):
        own = points[points.subject == subject]
        front = pareto_front(own)
        panel.step(
            front.median_ms,
            100 * front.accuracy,
            where="post",
            color="0.6",
            zorder=1,
            label="Pareto front",
        )
        for row in own.itertuples():
            panel.plot(
                row.median_ms,
                100 * row.accuracy,
                color=COLOURS[row.deployment],
                marker=MARKERS[operators.index(row.operator) % len(MARKERS)],
                markersize=9,
                linestyle="none",
                markerfacecolor="none" if row.extrapolated else None,
                label=_label(row.operator, row.deployment, row.extrapolated),
            )
        panel.set(
            title=subject, xlabel="median latency over the sweep [ms]", ylabel="top-1 accuracy [%]"
        )
        panel.set(xscale="log")
        _plain_log_ticks(panel.xaxis)
        panel.ticklabel_format(axis="y", useOffset=False)
        # Accuracies a tenth of a point apart should not look like a cliff.
        low, high = panel.get_ylim()
        if high - low < 2:
            middle = (low + high) / 2
            panel.set_ylim(middle - 1, middle + 1)
        panel.grid(alpha=0.3)
    _legend_beside(panels[0])
    return figure


def pareto_front(points: pd.DataFrame) -> pd.DataFrame:
    """The rows that no other row beats in `median_ms` (less) and `accuracy` (more)."""
    ordered = points.sort_values(["median_ms", "accuracy"], ascending=[True, False])
    best_before = ordered.accuracy.cummax().shift(fill_value=float("-inf"))
    return ordered[ordered.accuracy > best_before]


def _usable_requests(results: Results) -> pd.DataFrame:
    """Requests of scenarios that are ok; one that was not answered took longer than any."""
    requests = results.requests(columns=["latency_ns", "outcome"], status="ok")
    if requests.empty:
        raise ResultsError(
            f"{results.path}: holds no request of a scenario that is ok (see: tiersim show)"
        )
    scenarios = results.scenarios()
    calculated = set(scenarios.id[scenarios.extrapolated == 1])
    answered = requests.outcome.isin(["ok", "late"])
    return requests.assign(
        latency_ns=requests.latency_ns.where(answered, float("inf")),
        extrapolated=requests.scenario.isin(calculated),
    )


def _label(operator: str, deployment: str, extrapolated: bool) -> str:
    """What was calculated is told from what was measured."""
    return f"{operator} on {deployment}" + (" (extrapolated)" if extrapolated else "")


def _plain_log_ticks(axis) -> None:
    """1, 2, 5, 10, ... written as plain numbers."""
    axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter("")


def _legend_beside(panels, title: str | None = None) -> None:
    """One legend for all panels, right of the last."""
    known = {}
    for panel in panels:
        for handle, label in zip(*panel.get_legend_handles_labels()):
            known.setdefault(label, handle)
    panels[-1].legend(
        known.values(), known.keys(), loc="upper left", bbox_to_anchor=(1.02, 1), title=title
    )


def _only_path(results: Results) -> str:
    paths = results.sweep_paths
    if not paths:
        raise ResultsError(f"{results.path}: the study sweeps nothing (add a sweep to it)")
    if len(paths) > 1:
        raise ResultsError(
            f"{results.path}: the study sweeps {', '.join(paths)} (name one with --over)"
        )
    return paths[0]


def _in_order(requests: pd.DataFrame):
    """Groups by deployment, nearest first, then by operator in the study's order."""
    groups = {key: group for key, group in requests.groupby(["deployment", "operator"], sort=False)}
    order = list(COLOURS)
    return sorted(groups.items(), key=lambda item: order.index(item[0][0]))
