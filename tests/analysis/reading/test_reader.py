"""Results files whose content is known are read as data frames."""

import h5py
import numpy as np
import pytest

import tiersim_results as ts
from analysis.helpers.results_file import BANDWIDTH, Profile, Scenario, Variant, write


@pytest.fixture
def known(tmp_path):
    """Two operators on two deployments at two bandwidths, five requests each.

    Latency of request k: operator base (10 or 4 ms) + 1 ms on the edge + 80 ms Mbps / bandwidth
    + k us.
    """
    rows = [
        Scenario(
            "toy",
            operator,
            deployment,
            base + (1e6 if deployment == "edge" else 0) + 80e12 / bandwidth + 1e3 * np.arange(5),
            {BANDWIDTH: bandwidth},
        )
        for operator, base in (("identity", 10e6), ("sptq", 4e6))
        for deployment in ("mobile", "edge")
        for bandwidth in (1e6, 10e6)
    ]
    profiles = [
        Profile("toy", "identity", "edge", 2, samples_ns=(1, 2)),
        Profile("toy", "sptq", "edge", 4, samples_ns=(3, 4, 5)),
    ]
    variants = [
        Variant("toy", "identity", [1, 2, 3], [1, 2, 3]),
        Variant("toy", "sptq", [1, 2, 2], [1, 2, 3]),
    ]
    return write(tmp_path / "known.h5", rows, profiles, variants)


def test_requests_are_selected_by_what_their_scenario_is(known):
    with ts.open(known) as results:
        assert results.sweep_paths == [BANDWIDTH]
        assert results.attributes["question"] == "Why?"
        assert len(results.requests()) == 40
        sptq = results.requests(operator="sptq", deployment="mobile")
        assert len(sptq) == 10
        medians = sptq.groupby(f"sweep.{BANDWIDTH}").latency_ns.median()
        assert medians[1e6] == 4e6 + 80e6 + 2e3
        assert medians[10e6] == 4e6 + 8e6 + 2e3
        assert len(results.requests(operator=["sptq", "identity"])) == 40
        assert len(results.requests(operator="nobody")) == 0
        with pytest.raises(ts.ResultsError, match="no column"):
            results.requests(colour="blue")
        with pytest.raises(ts.ResultsError, match="/requests has no column 'colour'"):
            results.requests(columns=["colour"])


def test_only_the_rows_and_columns_asked_for_are_read(known, monkeypatch):
    """Scenarios 4 and 5 are sptq on mobile: rows 20 to 29, neighbours, in one piece."""
    read = []
    dataset = h5py.Dataset.__getitem__

    def spy(self, key):
        if self.name.startswith("/requests/"):
            read.append((self.name, key))
        return dataset(self, key)

    with ts.open(known) as results:
        monkeypatch.setattr(h5py.Dataset, "__getitem__", spy)
        frame = results.requests(columns=["latency_ns"], operator="sptq", deployment="mobile")
    assert list(frame) == ["scenario", "latency_ns", *"subject operator deployment".split()] + [
        f"sweep.{BANDWIDTH}"
    ]
    assert [(name, key.start, key.stop) for name, key in read] == [
        ("/requests/scenario", 20, 30),
        ("/requests/latency_ns", 20, 30),
    ]


def test_requests_are_an_xarray_dataset_too(known):
    with ts.open(known) as results:
        data = results.requests(operator="sptq").to_xarray()
    assert data.sizes == {"index": 20}
    by_deployment = data.latency_ns.groupby(data.deployment).max()
    assert by_deployment.sel(deployment="edge") == 4e6 + 1e6 + 80e6 + 4e3


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
        assert list(variants.loc["sptq"].backend) == []


def test_a_missing_column_is_told(known):
    with h5py.File(known, "r+") as file:
        del file["requests/sample"]
    with ts.open(known) as results:
        with pytest.raises(ts.ResultsError, match="no column 'sample'"):
            results.requests(columns=["sample"])


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
