"""A results file is simulated again from what it holds, without models, LibTorch or other files."""

import shutil

import h5py
import numpy as np
import pytest

import tiersim_results as ts
from test_network import write
from test_quickstart import digest, quickstart  # noqa: F401

NOWHERE = {"TIERSIM_TIER": "/nowhere", "TIERSIM_CACHE": "/proc/nowhere"}


@pytest.mark.measures
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


@pytest.fixture
def results(tiersim, tmp_path):
    write(tmp_path)
    assert tiersim("run", "study.yaml", "-o", "r.h5").returncode == 0
    return tmp_path / "r.h5"


def refusal(done, output):
    """The one line of a run that was refused and wrote nothing."""
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert not output.exists()
    return done.stderr


def test_a_file_cut_short_is_refused_in_one_line(results, tiersim, tmp_path):
    whole = results.read_bytes()
    for kept in np.random.default_rng(1).integers(8, len(whole), 10):
        (tmp_path / "cut.h5").write_bytes(whole[:kept])
        line = refusal(tiersim("run", "cut.h5", "-o", "x.h5"), tmp_path / "x.h5")
        assert line.startswith("cut.h5: ")


def put(name, value):
    return lambda file: file[name].__setitem__(..., value)


def remove(name):
    return lambda file: file.__delitem__(name)


def replace(name, value):
    def change(file):
        del file[name]
        file[name] = value

    return change


CONTRADICTS = "is damaged: /profiles/ contradicts itself"
REFUSED = {
    "more samples than there are": (put("profiles/sample_count", 10**12), CONTRADICTS),
    "samples before the first": (put("profiles/first_sample", -1), CONTRADICTS),
    "a negative time": (put("profiles/samples/service_ns", -5), CONTRADICTS),
    "no samples": (put("profiles/sample_count", 0), CONTRADICTS),
    "a column of another length": (
        replace("profiles/tier", np.array([b"edge", b"edge"])),
        CONTRADICTS,
    ),
    "a column of another type": (replace("profiles/threads", b"text"), "is damaged"),
    "a column that is gone": (remove("profiles/threads"), "lacks /profiles/threads"),
    "a group that is gone": (remove("cuts"), "lacks /cuts/"),
    "an operator of another name": (put("variants/operator", b"while"), "holds no variant"),
    "a tier of other settings": (put("profiles/tier_settings", b"x"), "holds no profile"),
    "no study": (lambda file: file.attrs.__delitem__("study_expanded"), "study_expanded"),
    "another study": (
        lambda file: file.attrs.modify("study_expanded", np.bytes_("tiersim: 2")),
        "(study):1:10",
    ),
}


@pytest.mark.parametrize("damage", REFUSED)
def test_what_a_replay_needs_and_is_damaged_is_refused(damage, results, tiersim, tmp_path):
    change, problem = REFUSED[damage]
    with h5py.File(results, "r+") as file:
        change(file)
    assert problem in refusal(tiersim("run", "r.h5", "-o", "x.h5"), tmp_path / "x.h5")


def test_what_a_replay_does_not_read_may_be_damaged(results, tiersim, tmp_path):
    before = digest(results, "requests", "scenarios")
    with h5py.File(results, "r+") as file:
        file["requests/latency_ns"][...] = -1
        del file["scenarios"]
    assert tiersim("run", "r.h5", "-o", "x.h5").returncode == 0
    assert digest(tmp_path / "x.h5", "requests", "scenarios") == before


def test_random_damage_is_refused_or_leaves_a_whole_file(results, tiersim, tmp_path):
    whole = results.read_bytes()
    random = np.random.default_rng(1)
    refused = 0
    for _ in range(30):
        damaged = bytearray(whole)
        for at in random.integers(8, len(whole), 20):
            damaged[at] = random.integers(256)
        (tmp_path / "bad.h5").write_bytes(damaged)
        output = tmp_path / "x.h5"
        done = tiersim("run", "bad.h5", "-o", "x.h5")
        if done.returncode == 2:
            assert refusal(done, output).startswith("bad.h5")
            refused += 1
            continue
        # Nothing that was hit is read, or a number became another one.
        assert done.returncode in (0, 1), done.stderr
        with ts.open(output) as again:
            assert again.attributes["complete"] == "yes"
            assert len(again.scenarios()) == 1 and len(again.requests()) == 20
        output.unlink()
    assert 0 < refused < 30
