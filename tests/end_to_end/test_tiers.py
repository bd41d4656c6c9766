"""Tiers of several workers, with stated power, and larger than the machine."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

import numpy as np
import pytest

import tiersim_results as ts
from conftest import BIN, QUICKSTART

pytestmark = pytest.mark.measures
CORES = len(os.sched_getaffinity(0))
ONE_OPERATOR = ["--set", "operators=[sptq]", "--set", "request.count=20"]
ONE_OPERATOR += ["--sweep", "links.edge-cloud.bandwidth=10 Mbps"]


def test_a_tier_larger_than_the_machine_is_refused_unless_it_may_be_calculated(tiersim, tmp_path):
    call = ["run", QUICKSTART, *ONE_OPERATOR, "--set", "deployments=[cloud]"]
    call += ["--set", f"tiers.cloud.cores={8 * CORES}", "-o", tmp_path / "large.h5"]
    refused = tiersim(*call)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"tiers.cloud.cores: {8 * CORES} cores cannot be measured")
    assert len(refused.stderr.splitlines()) == 1
    assert not (tmp_path / "large.h5").exists()


def test_cold_starts_are_measured_where_requests_start_cold(tiersim, tmp_path):
    call = ["run", QUICKSTART, *ONE_OPERATOR, "--set", "deployments=[edge]"]
    loads = {}
    for start in ("warm", "cold"):  # the second run measures only the cold starts that lack
        output = tmp_path / f"{start}.h5"
        done = tiersim(*call, "--set", f"start={start}", "-o", output)
        assert done.returncode in (0, 1), done.stderr
        with ts.open(output) as results:
            loads[start] = list(results.profiles().iloc[0].load_ns)
            drawn = set(results.requests()["load_ns.edge"])
            assert drawn == {0} if start == "warm" else drawn <= set(loads[start])
    assert len(loads["cold"]) == 5 and loads["cold"][: len(loads["warm"])] == loads["warm"]


@pytest.mark.skipif(CORES < 2, reason="nothing can be extrapolated from one core")
def test_what_is_extrapolated_says_so_everywhere(tiersim, tmp_path):
    output = tmp_path / "large.h5"
    call = ["run", QUICKSTART, *ONE_OPERATOR, "--set", "deployments=[edge, cloud]"]
    call += ["--set", f"tiers.cloud.cores={8 * CORES}", "--set", "extrapolate=true", "-o", output]
    done = tiersim(*call)
    assert done.returncode in (0, 1), done.stderr
    assert "EXTRAPOLATED" in done.stderr
    with ts.open(output) as results:
        scenarios = results.scenarios().set_index("deployment")
        assert scenarios.extrapolated["cloud"] == 1 and scenarios.extrapolated["edge"] == 0
        assert "Amdahl" in scenarios.reason["cloud"]
        profiles = results.profiles().set_index(["tier", "extrapolated"]).sort_index()
        larger = profiles.loc[("cloud", 1)]
        measured = profiles.loc[("cloud", 0)]
        assert len(measured) == 2  # on one core and on all
        # T(n) = T1 (s + (1 - s) / n) lies between T1 / n and the larger of both measured.
        median = np.median(np.concatenate(list(larger.service_ns)))
        one = np.median(measured[measured.threads == 1].service_ns.iloc[0])
        assert one / (8 * CORES) <= median <= 1.02 * one
    shown = tiersim("show", output).stdout.splitlines()
    assert any("Amdahl" in line for line in shown if " cloud " in line)
    assert not any("Amdahl" in line for line in shown if " edge " in line)


@pytest.mark.skipif(CORES < 2, reason="two workers need two cores")
def test_two_workers_are_measured_at_once_and_power_makes_energy(tiersim, tmp_path):
    output = tmp_path / "workers.h5"
    call = ["run", QUICKSTART, *ONE_OPERATOR, "--set", "deployments=[edge]", "-o", output]
    call += ["--set", "tiers.edge.cores=2", "--set", "tiers.edge.workers=2"]
    call += ["--set", "tiers.edge.power=4 W"]
    done = tiersim(*call)
    assert done.returncode in (0, 1), done.stderr
    with ts.open(output) as results:
        profile = results.profiles().iloc[0]
        assert profile.threads == 1  # half of two cores for two workers
        assert profile.sample_count >= 400
        # CPU seconds of a request times 4 W.
        energy = results.scenarios().energy_j.iloc[0]
        assert energy == pytest.approx(profile.cpu_ns / 1e9 * 4)
        assert 100e6 < profile.peak_memory_bytes < 4e9
    assert "energy mJ (model)" in tiersim("show", output).stdout
    plain = tmp_path / "plain.h5"
    tiersim("run", QUICKSTART, *ONE_OPERATOR, "--set", "deployments=[edge]", "-o", plain)
    with ts.open(plain) as results:
        assert np.isnan(results.scenarios().energy_j).all()


def tier_processes(cache):
    """Numbers of the tier processes that use this cache."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            program = os.readlink(process / "exe")
            environment = (process / "environ").read_bytes()
        except OSError:
            continue  # ended, or another user's
        if program.endswith("/tiersim-tier") and str(cache).encode() in environment:
            found.append(int(process.name))
    return found


def wait_until(condition, seconds=600):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)
    assert condition()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_behind_and_measuring_goes_on_where_it_was(tiersim, cache, tmp_path, how):
    study = [QUICKSTART, "--set", "operators=[sptq]", "--set", "deployments=[mobile, edge]"]
    assert tiersim("prepare", *study).returncode == 0
    cache = shutil.copytree(cache, tmp_path / "cache", ignore=shutil.ignore_patterns("profiles"))
    call = [BIN / "tiersim", "profile", *study]
    environment = {**os.environ, "TIERSIM_CACHE": str(cache)}
    study = subprocess.Popen(call, env=environment, stderr=subprocess.PIPE, text=True)
    profiles = cache / "profiles"
    # Of one of two stages all cold starts are kept by then, of the other the first.
    wait_until(lambda: study.poll() is not None or len(list(profiles.glob("*.json"))) == 2, 2000)
    assert study.poll() is None, study.stderr.read()
    study.send_signal(how)
    study.communicate()
    assert study.returncode == -how
    wait_until(lambda: not tier_processes(cache))

    def cold_starts():
        # The first line of a cache file has its key and its checksum.
        texts = [path.read_text().split("\n", 1)[1] for path in sorted(profiles.glob("*.json"))]
        kept = [json.loads(text) for text in texts]
        return [profile["cold_starts"] for profile in kept]

    before = cold_starts()
    again = subprocess.run(call, env=environment, capture_output=True, text=True)
    assert again.returncode in (0, 1), again.stderr
    for kept, now in zip(before, cold_starts()):
        assert now[: len(kept)] == kept
    assert not tier_processes(cache)
    assert not list(cache.rglob("*.partial"))
    for mount in ("cpu", "unified", "."):
        root = pathlib.Path("/sys/fs/cgroup") / mount
        assert not root.exists() or not list(root.glob("tiersim-*"))
