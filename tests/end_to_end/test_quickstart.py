"""The quickstart study, shortened, from the study file to the figures, by the real programs."""

import hashlib
import pathlib
import subprocess

import h5py
import numpy as np
import pytest

import tiersim_results as ts
from conftest import QUICKSTART, ROOT

pytestmark = pytest.mark.measures
SHORT = ["--set", "request.count=20"]


@pytest.fixture(scope="session")
def quickstart(cache, tmp_path_factory):
    """Results of one run; profiles that a noisy machine made invalid are measured again."""
    import os

    from conftest import BIN

    folder = tmp_path_factory.mktemp("quickstart")
    path = folder / "quickstart.h5"
    for _ in range(3):
        done = subprocess.run(
            [BIN / "tiersim", "run", QUICKSTART, *SHORT, "-o", path, "-j", "2", "--force"],
            env={**os.environ, "TIERSIM_CACHE": str(cache)},
            capture_output=True,
            text=True,
            timeout=3000,
        )
        if done.returncode == 0:
            break
    assert done.returncode in (0, 1), done.stderr
    return path


def digest(path, *groups):
    """The content of every column of the groups, byte for byte, real time apart."""
    total = hashlib.sha256()
    with h5py.File(path) as file:
        for group in groups:
            for name in sorted(file[group]):
                if name != "wall_seconds":
                    total.update(name.encode())
                    total.update(file[group][name][()].tobytes())
    return total.hexdigest()


def test_every_scenario_is_there_with_its_requests(quickstart):
    with ts.open(quickstart) as results:
        scenarios = results.scenarios()
        assert len(scenarios) == 28  # (2 operators on 3 tiers + 1 on a pair) at 4 bandwidths
        assert (scenarios.request_count == 20).all()
        assert (scenarios.status != "failed").all()
        requests = results.requests()
        assert len(requests) == 28 * 20
        assert results.attributes["study_yaml"] == QUICKSTART.read_text()
        for name in ["git_revision", "cpu_model", "libtorch_version", "ns3_version", "command"]:
            assert results.attributes[name]


def test_the_waterfall_adds_up_to_the_latency_exactly(quickstart):
    with ts.open(quickstart) as results:
        requests = results.requests()
        steps = ("network_ns.", "queue_ns.", "load_ns.", "compute_ns.")
        parts = [name for name in requests if name.startswith(steps)]
        assert len(parts) >= 12
        assert (requests[parts].sum(axis=1) == requests.latency_ns).all()
        for message in [name for name in parts if name.startswith("network_ns.")]:
            way = message.split(".")[1]
            finer = ["connect_ns", "transmission_ns", "propagation_ns", "network_queue_ns"]
            finer = [f"{name}.{way}" for name in finer]
            assert (requests[finer].sum(axis=1) == requests[message]).all()
            parts += finer
        assert (requests.finished_ns - requests.scheduled_ns == requests.latency_ns).all()
        assert (requests[parts] >= 0).all().all()


def test_service_times_are_drawn_from_varied_measured_samples(quickstart):
    with ts.open(quickstart) as results:
        profiles = results.profiles().set_index(["operator", "stage", "tier"])
        for profile in profiles.itertuples():
            assert len(np.unique(profile.service_ns)) > 100
        requests = results.requests(operator="identity", deployment="edge")
        measured = set(profiles.loc[("identity", 0, "edge")].service_ns)
        assert set(requests["compute_ns.edge"]) <= measured
        assert requests["compute_ns.edge"].nunique() > 10
        assert requests["sample"].nunique() > 10


def test_accuracy_is_that_of_real_models(quickstart):
    with ts.open(quickstart) as results:
        accuracy = results.scenarios().groupby("operator").accuracy.first()
        assert accuracy["identity"] > 0.92
        assert abs(accuracy["sptq"] - accuracy["identity"]) <= 0.005
        assert accuracy["sptq+partition"] == accuracy["sptq"]
        # The same samples are asked of every operator, so answers can be compared in pairs.
        samples = results.requests().groupby("operator")["sample"].apply(lambda s: tuple(s[:20]))
        assert samples.nunique() == 1


def test_each_scenario_names_what_computed_it(quickstart):
    with ts.open(quickstart) as results:
        variants = results.variants()
        scenarios = results.scenarios()
        for scenario in scenarios.itertuples():
            variant = variants.loc[scenario.variant]
            assert variant.accuracy == np.mean(variant["class"] == variant["label"])
            assert variant.accuracy == scenario.accuracy
            assert variant.operator.split("(")[0] == scenario.operator
        split = variants[variants.operator.str.contains("partition")].iloc[0]
        cut = split.operator[len("sptq+partition(cut=") : -1]
        cuts = results.cuts(operator="sptq").set_index("layer")
        assert cuts.loc[cut].bytes == split.cut_bytes
        assert (cuts.macs_before + cuts.macs_after == split.macs).all()
        assert set(variants[variants.operator == "sptq"].iloc[0].backend) == {"onednn int8"}


def test_a_slow_uplink_costs_the_cloud_its_serialization(quickstart):
    # 3136 bytes of payload are two segments of 1448 and one of 240, 54 bytes more each on the wire:
    # 26384 bit at 1 Mbps take 26.4 ms; the last packet takes 1 Mbps / 200 Mbps of its own on the
    # access link. Up: + 11 ms of propagation.
    with ts.open(quickstart) as results:
        requests = results.requests(operator="sptq", deployment="cloud")
        slow = requests[requests["sweep.links.edge-cloud.bandwidth"] == 1e6]
        expected = 8 * (3136 + 3 * 54) / 1e6 + 8 * 1502 / 200e6 + 0.011
        assert np.median(slow["network_ns.mobile-cloud"]) / 1e9 == pytest.approx(expected, rel=0.02)


def test_any_number_of_workers_gives_the_same_bytes(quickstart, tiersim, tmp_path):
    outputs = {jobs: tmp_path / f"j{jobs}.h5" for jobs in (1, 2)}
    for _ in range(5):  # where noise made a profile invalid, the next run measures it again
        keys = set()
        for jobs, output in outputs.items():
            run = tiersim("run", QUICKSTART, *SHORT, "-o", output, "-j", jobs, "--force")
            assert run.returncode in (0, 1), run.stderr
            with ts.open(output) as results:
                keys.add(results.attributes["profiles_key"])
        if len(keys) == 1:
            break
    assert len(keys) == 1
    first, second = (digest(path, "requests", "scenarios") for path in outputs.values())
    assert first == second
    other_seed = tmp_path / "seed.h5"
    tiersim("run", QUICKSTART, *SHORT, "--set", "seed=2", "-o", other_seed)
    assert digest(other_seed, "requests", "scenarios") != first


def test_a_second_run_reuses_what_is_there_and_overwrites_nothing(tiersim, tmp_path):
    output = tmp_path / "r.h5"
    call = ["run", QUICKSTART, *SHORT, "--set", "operators=[sptq]", "--set", "deployments=[cloud]"]
    for _ in range(3):  # a profile that is not valid is measured again, and changes the answer
        if tiersim(*call, "-o", output, "--force").returncode == 0:
            break
    before = output.read_bytes()
    again = tiersim(*call, "-o", output)
    assert again.returncode == 0
    assert "answers this study from these profiles already" in again.stderr
    other = tiersim(*call, "--set", "request.count=21", "-o", output)
    assert other.returncode == 2
    assert "exists and answers another study (use --force" in other.stderr
    assert output.read_bytes() == before
    assert tiersim(*call, "--set", "request.count=21", "-o", output, "--force").returncode == 0
    assert output.read_bytes() != before


def test_show_prints_what_was_asked_for(quickstart, tiersim):
    shown = tiersim("show", quickstart)
    assert shown.returncode == 0
    header = shown.stdout.splitlines()[2]
    for word in ["subject", "operator", "deployment", "bandwidth", "median ms", "p95 ms"]:
        assert word in header
    assert len([line for line in shown.stdout.splitlines() if "wide_resnet_mini" in line]) == 28


def test_figures_are_made_from_the_file(quickstart, tmp_path):
    for command in ("sweep", "pareto"):
        stem = tmp_path / command
        subprocess.run(
            [ROOT / "analysis/tiersim-analyze", command, quickstart, "-o", stem], check=True
        )
        png = pathlib.Path(f"{stem}.png").read_bytes()
        assert png.startswith(b"\x89PNG") and len(png) > 20_000
        svg = pathlib.Path(f"{stem}.svg").read_text()
        assert "<svg" in svg and "wide_resnet_mini" in svg or "<path" in svg
