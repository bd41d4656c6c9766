"""The Python package on a file whose content is known."""

import h5py
import numpy as np
import pandas as pd
import pytest

import tiersim_results as ts
from tiersim_results import figures


@pytest.fixture
def known(tmp_path):
    """Two operators on two deployments at two bandwidths, five requests each.

    Latency of request k: operator base (10 or 4 ms) + 1 ms on the edge + 80 ms Mbps / bandwidth
    + k us.
    """
    path = tmp_path / "known.h5"
    rows = [
        (operator, deployment, mbps)
        for operator in ("identity", "sptq")
        for deployment in ("mobile", "edge")
        for mbps in (1.0, 10.0)
    ]
    base = {"identity": 10e6, "sptq": 4e6}
    with h5py.File(path, "w") as file:
        file.attrs["schema_version"] = 1
        file.attrs["question"] = np.bytes_("Why?")

        def column(name, values, unit=""):
            data = file.create_dataset(name, data=values)
            data.attrs["unit"] = unit

        def text(name, values):
            column(name, np.array(values, dtype=h5py.string_dtype("utf-8", 20)))

        column("scenarios/id", np.arange(len(rows)))
        text("scenarios/subject", ["toy"] * len(rows))
        text("scenarios/operator", [row[0] for row in rows])
        text("scenarios/deployment", [row[1] for row in rows])
        text("scenarios/status", ["ok"] * (len(rows) - 1) + ["invalid"])
        column("scenarios/extrapolated", [int(row[:2] == ("sptq", "edge")) for row in rows])
        column("scenarios/accuracy", [0.9 if row[0] == "identity" else 0.89 for row in rows], "1")
        column(
            "scenarios/sweep.links.edge-cloud.bandwidth", [row[2] * 1e6 for row in rows], "bit/s"
        )
        column("requests/scenario", np.repeat(np.arange(len(rows)), 5))
        latency = [
            base[operator] + (1e6 if deployment == "edge" else 0) + 80e6 / mbps + 1e3 * k
            for operator, deployment, mbps in rows
            for k in range(5)
        ]
        column("requests/latency_ns", np.array(latency, dtype=np.int64), "ns")
        # Of the first scenario's five requests the two fastest were not answered, of the third's
        # three.
        outcome = np.full(len(latency), "ok", dtype=object)
        outcome[[0, 1]] = ["dropped", "timeout"]
        outcome[[10, 11, 12]] = "dropped"
        text("requests/outcome", list(outcome))
        text("profiles/subject", ["toy", "toy"])
        column("profiles/first_sample", [0, 2])
        column("profiles/sample_count", [2, 3])
        column("profiles/first_load", [0, 1])
        column("profiles/load_count", [1, 0])
        column("profiles/samples/service_ns", [1, 2, 3, 4, 5], "ns")
        column("profiles/samples/load_ns", [9], "ns")
        text("variants/operator", ["identity", "sptq"])
        column("variants/first_prediction", [0, 3])
        column("variants/prediction_count", [3, 3])
        column("variants/first_layer", [0, 1])
        column("variants/layer_count", [1, 0])
        column("variants/predictions/class", [1, 2, 3, 1, 2, 2])
        column("variants/predictions/label", [1, 2, 3, 1, 2, 3])
        text("variants/layers/name", ["fc"])
        text("variants/layers/backend", ["onednn int8"])
        column("cuts/bytes", [784, 256], "byte")
    return path


def test_requests_are_selected_by_what_their_scenario_is(known):
    with ts.open(known) as results:
        assert results.sweep_paths == ["links.edge-cloud.bandwidth"]
        assert results.attributes["question"] == "Why?"
        assert len(results.requests()) == 40
        sptq = results.requests(operator="sptq", deployment="mobile")
        assert len(sptq) == 10
        medians = sptq.groupby("sweep.links.edge-cloud.bandwidth").latency_ns.median()
        assert medians[1e6] == 4e6 + 80e6 + 2e3
        assert medians[10e6] == 4e6 + 8e6 + 2e3
        assert len(results.requests(operator=["sptq", "identity"])) == 40
        with pytest.raises(ts.ResultsError, match="no column"):
            results.requests(colour="blue")


def test_each_profile_finds_its_samples(known):
    with ts.open(known) as results:
        profiles = results.profiles()
        assert list(profiles.service_ns[0]) == [1, 2]
        assert list(profiles.service_ns[1]) == [3, 4, 5]
        assert list(profiles.load_ns[1]) == []


def test_each_variant_finds_its_answers_and_layers(known):
    with ts.open(known) as results:
        variants = results.variants().set_index("operator")
        right = {name: np.mean(row["class"] == row["label"]) for name, row in variants.iterrows()}
        assert right == {"identity": 1, "sptq": pytest.approx(2 / 3)}
        assert list(variants.loc["identity"].layer) == ["fc"]
        assert list(variants.loc["sptq"].backend) == []
        assert list(results.cuts().bytes) == [784, 256]


def test_figures_leave_out_what_is_not_valid_and_label_their_axes(known):
    with ts.open(known) as results:
        figure = figures.latency_over_sweep(results)
        panel = figure.axes[0]
        assert panel.get_xlabel() == "links.edge-cloud.bandwidth [Mbps]"
        assert panel.get_ylabel() == "latency [ms]"
        lines = {line.get_label(): line.get_xydata() for line in panel.lines}
        assert lines["identity on edge"][1] == pytest.approx([10, 19.002])
        assert len(lines["sptq on edge (extrapolated)"]) == 1  # at 10 Mbps it is invalid
        panel = figures.accuracy_over_latency(results).axes[0]
        assert panel.get_ylabel() == "top-1 accuracy [%]"
        assert "sptq on edge (extrapolated)" in {line.get_label() for line in panel.lines}


def test_a_request_without_an_answer_took_longer_than_any(known):
    with ts.open(known) as results:
        panel = figures.latency_over_sweep(results).axes[0]
        mobile = {line.get_label(): line.get_xydata() for line in panel.lines}["identity on mobile"]
        # 90.000 and 90.001 ms do not count: the median of 90.002, .003, .004 and two endless ones.
        assert mobile[0] == pytest.approx([1, 90.004])
        lines = {line.get_label(): line.get_xydata() for line in panel.lines}
        assert np.isnan(lines["identity on edge"][0][1]) or np.isinf(
            lines["identity on edge"][0][1]
        )


def test_the_pareto_front_is_what_nothing_beats_on_both():
    points = pd.DataFrame(
        {"median_ms": [1, 2, 3, 4, 2], "accuracy": [0.5, 0.9, 0.8, 0.95, 0.7]},
        index=list("abcde"),
    )
    assert list(figures.pareto_front(points).index) == ["a", "b", "d"]


def test_wrong_files_give_one_clear_error(tmp_path):
    with pytest.raises(ts.ResultsError, match="does it exist"):
        ts.open(tmp_path / "missing.h5")
    rubbish = tmp_path / "rubbish.h5"
    rubbish.write_bytes(b"rubbish")
    with pytest.raises(ts.ResultsError, match="not an HDF5 file"):
        ts.open(rubbish)
    other = tmp_path / "other.h5"
    with h5py.File(other, "w") as file:
        file.attrs["schema_version"] = 2
    with pytest.raises(ts.ResultsError, match="schema version 2"):
        ts.open(other)
