"""Compares two alternatives at every point where both were simulated."""

from __future__ import annotations

import pandas as pd

from tiersim_results.accuracy.comparison import compare_accuracy
from tiersim_results.analysis import Analysis
from tiersim_results.commands.shared_options import add_scope, selected
from tiersim_results.commands.shared_output import remark, show
from tiersim_results.comparison.pairwise import MARGIN, VERDICTS, compare, verdicts
from tiersim_results.output.tables import Table, visible
from tiersim_results.quantities.numbers import interval, ms, p_value, percent
from tiersim_results.quantities.units import MILLISECOND, format_quantity
from tiersim_results.scenarios.caveats import marks
from tiersim_results.selection.choices import parse_choice
from tiersim_results.selection.pairing import pairs
from tiersim_results.selection.sweeps import short_path

HELP = "two alternatives against each other: ratio, effect, test, accuracy"


def add_arguments(parser) -> None:
    for name in ("A", "B"):
        parser.add_argument(name, help='e.g. "distilled+sptq on edge", "cloud", "sptq"')
    add_scope(parser)


def run(analysis: Analysis, arguments) -> int:
    frame = selected(analysis, arguments)
    a, b = (parse_choice(text, frame) for text in (arguments.A, arguments.B))
    comparisons = [
        compare(pair, analysis.latencies, analysis.medians) for pair in pairs(frame, a, b)
    ]
    judged = verdicts(comparisons)
    remark(arguments, f"A: {visible(str(a))}   B: {visible(str(b))}", "")
    show(_latency(analysis, comparisons, judged), arguments)
    counts = judged.verdict.value_counts()
    told = ", ".join(f"{word} in {counts[word]}" for word in VERDICTS if word in counts)
    remark(
        arguments,
        "",
        f"A is {told} of {len(judged)}.",
        "ratio: median of A over median of B, [95 % interval over requests and profiles]",
        "p: Wilcoxon's signed rank test where both answered the same inputs, else Kruskal and",
        f"Wallis's, with Holm's correction; delta: Cliff's; same: within {percent(MARGIN, 0)} %",
    )
    accuracy = compare_accuracy(analysis.results, comparisons)
    if accuracy is not None:
        remark(arguments, "", "Accuracy on the whole test set, item by item:", "")
        if arguments.format == "text":
            show(accuracy, arguments)
    return 0


def _latency(analysis: Analysis, comparisons: list, judged: pd.DataFrame) -> Table:
    shown, values = [], []
    for row, judgement in zip(comparisons, judged.itertuples()):
        shared = row.pair.shared
        units = {n: analysis.results.unit("scenarios", n) for n in shared if "." in n}
        names = {short_path(n): format_quantity(v, units.get(n, "")) for n, v in shared.items()}
        mark = ", ".join(dict.fromkeys(filter(None, (marks(row.pair.a), marks(row.pair.b)))))
        shown.append(
            names
            | {
                "A ms": ms(row.pair.a.median_ns),
                "B ms": ms(row.pair.b.median_ns),
                "ratio": interval(row.ratio.low, row.ratio.value, row.ratio.high),
                "p": p_value(judgement.p_value),
                "delta": interval(row.effect.low, row.effect.delta, row.effect.high, 2),
                "effect": row.effect.word,
                "A is": judgement.verdict,
            }
            | ({"marks": mark} if mark else {})
        )
        values.append(
            shared
            | {
                "a_median_ms": row.pair.a.median_ns / MILLISECOND,
                "b_median_ms": row.pair.b.median_ns / MILLISECOND,
                "ratio": row.ratio.value,
                "ratio_low": row.ratio.low,
                "ratio_high": row.ratio.high,
                "p_adjusted": judgement.p_value,
                "cliffs_delta": row.effect.delta,
                "cliffs_delta_low": row.effect.low,
                "cliffs_delta_high": row.effect.high,
                "effect": row.effect.word,
                "verdict": judgement.verdict,
                "paired": row.paired,
                "marks": mark,
            }
        )
    return Table(pd.DataFrame(values), pd.DataFrame(shown).fillna(""))
