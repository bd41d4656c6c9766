"""Results files of several studies become one."""

import h5py
import numpy as np

import tiersim_results as ts
from test_network import WIRE, write
from test_quickstart import digest


def run(tiersim, folder, name, **settings):
    write(folder, **settings)
    done = tiersim("run", "study.yaml", "-o", name)
    assert done.returncode == 0, done.stderr


def test_two_studies_become_one_file_in_which_all_is_found(tiersim, tmp_path):
    run(tiersim, tmp_path, "a.h5", more="sweep: {seed: [1, 2, 3]}")
    both = f"mobile-edge: {WIRE}, edge-cloud: {WIRE}"
    run(
        tiersim, tmp_path, "b.h5", links=both, deployment="cloud", request="payload: 5 kB, count: 7"
    )
    done = tiersim("merge", "a.h5", "b.h5", "-o", "ab.h5")
    assert done.returncode == 0, done.stderr
    with ts.open(tmp_path / "ab.h5") as all_of, ts.open(tmp_path / "b.h5") as b:
        scenarios = all_of.scenarios()
        assert list(scenarios.id) == [0, 1, 2, 3]
        assert list(scenarios.deployment) == ["edge"] * 3 + ["cloud"]
        assert np.isnan(scenarios["sweep.seed"][3])  # which b did not sweep
        requests = all_of.requests(deployment="cloud")
        assert len(requests) == 7 and (requests.scenario == 3).all()
        own = b.requests()
        for column in own:
            if column not in ("scenario",):
                assert (requests[column].to_numpy() == own[column].to_numpy()).all(), column
        assert (all_of.requests(deployment="edge")["network_ns.mobile-cloud"] == 0).all()
        steps = ("network_ns.", "queue_ns.", "load_ns.", "compute_ns.")
        parts = [name for name in all_of.requests() if name.startswith(steps)]
        everything = all_of.requests()
        assert (everything[parts].sum(axis=1) == everything.latency_ns).all()
        variants = all_of.variants()
        assert list(scenarios.variant) == [0, 0, 0, 1] and len(variants) == 2
        profiles = all_of.profiles().set_index("tier")
        assert set(profiles.loc["cloud"].service_ns) == {10_000_000}
        assert all_of.attributes["merged_from"] == "a.h5, b.h5"
        assert all_of.attributes["study_yaml"].count("\n---\n") == 1
    shown = tiersim("show", "ab.h5")
    assert shown.returncode == 0 and shown.stdout.count("whole") == 4
    replayed = tiersim("run", "ab.h5", "-o", "x.h5")
    assert replayed.returncode == 2 and "was merged from several studies" in replayed.stderr


def test_a_merge_loses_nothing_and_overwrites_nothing(tiersim, tmp_path):
    run(tiersim, tmp_path, "a.h5")
    assert tiersim("merge", "a.h5", "a.h5", "-o", "aa.h5").returncode == 0
    with h5py.File(tmp_path / "a.h5") as a, h5py.File(tmp_path / "aa.h5") as aa:
        for name, column in a["requests"].items():
            twice = aa["requests"][name][()]
            once = len(column)
            assert len(twice) == 2 * once and (twice[:once] == column[()]).all()
            assert dict(column.attrs) == dict(aa["requests"][name].attrs)
    before = digest(tmp_path / "aa.h5", "requests", "scenarios")
    done = tiersim("merge", "a.h5", "a.h5", "-o", "aa.h5")
    assert done.returncode == 2 and "--force" in done.stderr
    (tmp_path / "no.h5").write_text("no results")
    done = tiersim("merge", "a.h5", "no.h5", "-o", "x.h5")
    assert done.returncode == 2 and done.stderr.startswith("no.h5: is not an HDF5 file")
    assert not (tmp_path / "x.h5").exists()
    assert digest(tmp_path / "aa.h5", "requests", "scenarios") == before
