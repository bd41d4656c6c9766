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
        assert list(scenarios["sweep.seed"]) == [1, 2, 3, 1]  # b did not sweep it: its default
        # What else differs between the studies is a column, too.
        assert list(scenarios["sweep.request.payload"]) == [12_500] * 3 + [5_000]
        assert list(scenarios["sweep.request.count"]) == [20] * 3 + [7]
        assert "sweep.links.edge-cloud.bandwidth" not in scenarios  # a has no such link
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


def test_a_merged_file_is_simulated_again_study_by_study(tiersim, tmp_path):
    run(tiersim, tmp_path, "a.h5", more="sweep: {seed: [1, 2, 3]}")
    run(tiersim, tmp_path, "b.h5", request="payload: 200 kB, count: 20")
    assert tiersim("merge", "a.h5", "b.h5", "-o", "ab.h5").returncode == 0
    for name in ("study.yaml", "times.csv"):
        (tmp_path / name).unlink()
    done = tiersim("run", "ab.h5", "-o", "x.h5")
    assert done.returncode == 0, done.stderr
    groups = ("requests", "scenarios")
    assert digest(tmp_path / "x.h5", *groups) == digest(tmp_path / "ab.h5", *groups)
    assert {path.name for path in tmp_path.iterdir()} == {"a.h5", "b.h5", "ab.h5", "x.h5"}
    refused = tiersim("run", "ab.h5", "-o", "x.h5")
    assert refused.returncode == 2 and "x.h5: exists (use --force" in refused.stderr
    done = tiersim("run", "ab.h5", "-o", "x.h5", "--force", "--set", "request.count=5")
    assert done.returncode == 0, done.stderr
    with ts.open(tmp_path / "x.h5") as results:
        assert list(results.scenarios().request_count) == [5, 5, 5, 5]


def test_scenarios_of_other_settings_are_told_apart_by_columns(tiersim, tmp_path):
    run(tiersim, tmp_path, "a.h5", request="payload: 100 kB, count: 20")
    run(tiersim, tmp_path, "b.h5", request="payload: 200 kB, count: 20, deadline: 1 s")
    assert tiersim("merge", "a.h5", "b.h5", "-o", "ab.h5").returncode == 0
    with ts.open(tmp_path / "ab.h5") as results:
        scenarios = results.scenarios()
        assert list(scenarios["sweep.request.payload"]) == [100_000, 200_000]
        deadlines = scenarios["sweep.request.deadline"]
        assert np.isnan(deadlines[0]) and deadlines[1] == 1e9  # ns
        swept = [name for name in scenarios if name.startswith("sweep.")]
        assert sorted(swept) == ["sweep.request.deadline", "sweep.request.payload"]
    header = tiersim("show", "ab.h5").stdout.splitlines()[0]
    assert "deadline" in header and "payload" in header
    # A direct link changes the path of requests: a column says which study has it.
    run(tiersim, tmp_path, "c.h5", links=f"mobile-edge: {WIRE}, mobile-cloud: {WIRE}")
    run(tiersim, tmp_path, "d.h5")
    assert tiersim("merge", "c.h5", "d.h5", "-o", "cd.h5").returncode == 0
    with ts.open(tmp_path / "cd.h5") as results:
        scenarios = results.scenarios()
        assert [name for name in scenarios if name.startswith("sweep.")] == [
            "sweep.links.mobile-cloud"
        ]
        assert list(scenarios["sweep.links.mobile-cloud"]) == ["given", "none"]


def test_a_merged_file_can_be_merged_again(tiersim, tmp_path):
    for name, payload in [("a", 100), ("b", 200), ("c", 300)]:
        run(tiersim, tmp_path, f"{name}.h5", request=f"payload: {payload} kB, count: 20")
    assert tiersim("merge", "a.h5", "b.h5", "-o", "ab.h5").returncode == 0
    done = tiersim("merge", "ab.h5", "c.h5", "-o", "abc.h5")
    assert done.returncode == 0, done.stderr
    assert tiersim("merge", "a.h5", "b.h5", "c.h5", "-o", "at-once.h5").returncode == 0
    for name in ("abc.h5", "at-once.h5"):
        with ts.open(tmp_path / name) as results:
            assert results.attributes["merged_from"] == "a.h5, b.h5, c.h5"
            payloads = results.scenarios()["sweep.request.payload"]
            assert list(payloads) == [100_000, 200_000, 300_000]
    groups = ("requests", "scenarios")
    assert digest(tmp_path / "abc.h5", *groups) == digest(tmp_path / "at-once.h5", *groups)


def test_the_same_study_from_other_times_is_told_apart_by_its_file(tiersim, tmp_path):
    run(tiersim, tmp_path, "a.h5")
    times = (tmp_path / "times.csv").read_text()
    (tmp_path / "times.csv").write_text(times.replace(",10,", ",30,"))
    assert tiersim("run", "study.yaml", "-o", "b.h5").returncode == 0
    assert tiersim("merge", "a.h5", "b.h5", "-o", "ab.h5").returncode == 0
    with ts.open(tmp_path / "ab.h5") as results:
        scenarios = results.scenarios()
        assert list(scenarios["sweep.merged_from"]) == ["a.h5", "b.h5"]
    # Which of the two times belongs to which scenario is not in the file.
    done = tiersim("run", "ab.h5", "-o", "x.h5")
    assert done.returncode == 2
    assert done.stderr == (
        "ab.h5: was merged from files with different profiles of net whole stage 0 on edge "
        "(simulate each of these files again)\n"
    )


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
