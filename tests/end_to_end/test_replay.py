"""A results file is simulated again from what it holds, without models, LibTorch or other files."""

import shutil

import h5py
import numpy as np

import tiersim_results as ts
from test_network import write
from test_quickstart import digest, quickstart  # noqa: F401

NOWHERE = {"TIERSIM_TIER": "/nowhere", "TIERSIM_CACHE": "/proc/nowhere"}


def test_the_quickstart_comes_out_the_same_and_can_be_asked_otherwise(
    quickstart, tiersim, tmp_path  # noqa: F811
):
    shutil.copy(quickstart, tmp_path / "moved.h5")
    done = tiersim("run", "moved.h5", "-o", "again.h5", **NOWHERE)
    assert done.returncode in (0, 1), done.stderr
    assert digest(tmp_path / "again.h5", "requests", "scenarios") == digest(
        quickstart, "requests", "scenarios"
    )
    with h5py.File(quickstart) as before, h5py.File(tmp_path / "again.h5") as after:
        for group in ("profiles", "variants", "variants/predictions", "variants/layers", "cuts"):
            assert set(before[group]) == set(after[group])
            for name, column in before[group].items():
                if isinstance(column, h5py.Dataset):
                    now = after[group][name][()]
                    assert np.array_equal(column[()], now, equal_nan=column.dtype.kind == "f"), name
    # Another link, another kind of network: nothing new has to be measured.
    done = tiersim(
        *("run", "moved.h5", "-o", "slow.h5", "--set", "links.mobile-edge.bandwidth=20 Mbps"),
        *("--set", "network.fidelity=analytic", "--set", "operators=[sptq]"),
        *("--set", "deployments=[edge]"),
        **NOWHERE,
    )
    assert done.returncode in (0, 1), done.stderr
    with ts.open(tmp_path / "slow.h5") as slow, ts.open(quickstart) as fast:
        measured = fast.requests(operator="sptq", deployment="edge")
        again = slow.requests(operator="sptq", deployment="edge")
        assert set(again["compute_ns.edge"]) <= set(
            fast.profiles().explode("service_ns").service_ns
        )
        name = "network_ns.mobile-edge"
        assert again[name].median() > 5 * (measured[name].median() - 1e6)
    # What was never measured is not made up.
    for setting, problem in [
        (
            "tiers.edge.cpu_share=30 %",
            "holds no profile of wide_resnet_mini identity stage 0 on edge",
        ),
        ("operators=[qat, sptq+partition]", "holds no variant wide_resnet_mini qat"),
        ("compute=live", "holds no model that could compute live"),
    ]:
        refused = tiersim("run", "moved.h5", "-o", "no.h5", "--set", setting, **NOWHERE)
        assert refused.returncode == 2
        assert problem in refused.stderr and refused.stderr.count("\n") == 1
        assert "run the study from its file" in refused.stderr
    wrong = tiersim("run", "moved.h5", "-o", "no.h5", "--set", "request.cuont=1")
    assert wrong.returncode == 2 and "no such setting" in wrong.stderr
    assert not (tmp_path / "no.h5").exists()


def test_times_from_elsewhere_are_in_the_file(tiersim, tmp_path):
    write(tmp_path)
    assert tiersim("run", "study.yaml", "-o", "r.h5").returncode == 0
    (tmp_path / "times.csv").unlink()
    (tmp_path / "study.yaml").unlink()
    assert tiersim("run", "r.h5", "-o", "again.h5").returncode == 0
    assert digest(tmp_path / "again.h5", "requests", "scenarios") == digest(
        tmp_path / "r.h5", "requests", "scenarios"
    )
    swept = tiersim("run", "r.h5", "-o", "s.h5", "--sweep", "request.clients=1,2,4")
    assert swept.returncode == 0, swept.stderr
    with ts.open(tmp_path / "s.h5") as results:
        assert len(results.scenarios()) == 3


def test_a_damaged_file_is_one_clear_line(tiersim, tmp_path):
    write(tmp_path)
    assert tiersim("run", "study.yaml", "-o", "r.h5").returncode == 0
    whole = (tmp_path / "r.h5").read_bytes()
    random = np.random.default_rng(1)
    for kept in random.integers(8, len(whole), 10):
        (tmp_path / "cut.h5").write_bytes(whole[:kept])
        done = tiersim("run", "cut.h5", "-o", "x.h5")
        assert done.returncode == 2 and done.stderr.count("\n") == 1
    for _ in range(30):
        damaged = bytearray(whole)
        for at in random.integers(8, len(whole), 20):
            damaged[at] = random.integers(256)
        (tmp_path / "bad.h5").write_bytes(damaged)
        done = tiersim("run", "bad.h5", "-o", "x.h5", "--force", timeout=60)
        assert done.returncode in (0, 1, 2), done.stderr
    with h5py.File(tmp_path / "r.h5", "r+") as file:
        file["profiles/sample_count"][...] = 10**12
    done = tiersim("run", "r.h5", "-o", "x.h5", "--force")
    assert done.returncode == 2 and "is damaged: /profiles/ contradicts itself" in done.stderr
