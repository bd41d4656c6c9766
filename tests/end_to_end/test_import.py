"""profiles: FILE.csv: times measured on other machines, in place of ours."""

import subprocess

import numpy as np

import tiersim_results as ts
from conftest import ROOT

STUDY = """tiersim: 1
subjects: [phone_net]
operators: [tflite-int8, split]
deployments: [mobile, mobile-edge]
profiles: phones.csv
tiers: {mobile: {power: 2 W}, edge: {}}
links: {mobile-edge: {bandwidth: 20 Mbps, delay: 1 ms}}
request: {count: 50}
"""
SERVICE = [12.5, 12.7, 12.4, 12.6, 12.55, 12.45, 12.52, 12.48, 12.51, 12.49]


def write(folder):
    rows = ["subject,operator,stage,tier,service_ms,load_ms,output_bytes,accuracy"]
    rows += [f"phone_net,tflite-int8,0,mobile,{ms},300,,0.71" for ms in SERVICE]
    rows += ["phone_net,split,0,mobile,6.5,200,25000,0.7", "phone_net,split,1,edge,2.5,100,,0.7"]
    (folder / "phones.csv").write_text("\n".join(rows) + "\n")
    (folder / "study.yaml").write_text(STUDY)


def test_times_from_elsewhere_are_simulated_without_any_model(tiersim, tmp_path):
    write(tmp_path)
    # Nothing that could prepare or measure a model is there.
    done = tiersim("run", "study.yaml", "-o", "r.h5", TIERSIM_TIER="/nowhere")
    assert done.returncode == 0, done.stderr
    with ts.open(tmp_path / "r.h5") as results:
        assert results.attributes["profiles_file"] == "phones.csv"
        scenarios = results.scenarios().set_index("operator")
        assert scenarios.accuracy.to_dict() == {"tflite-int8": 0.71, "split": 0.7}
        assert np.isnan(scenarios.energy_j).all()  # no CPU time is known
        requests = results.requests()
        assert (requests.prediction == -1).all() and (requests.correct == -1).all()
        phone = requests[requests.operator == "tflite-int8"]
        drawn = set(phone["compute_ns.mobile"])
        assert drawn <= {round(ms * 1e6) for ms in SERVICE} and len(drawn) > 5
        # 25,000 bytes in 18 segments of up to 1448 bytes, 54 bytes more each, at 20 Mbps.
        split = requests[requests.operator == "split"]
        least = 8 * (25000 + 18 * 54) / 20e6 + 0.001
        assert (split["network_ns.mobile-edge"] / 1e9 >= least).all()
        assert (split["network_ns.mobile-edge"] / 1e9 <= 1.02 * least).all()
        profile = results.profiles(operator="tflite-int8").iloc[0]
        assert profile.source == "phones.csv, lines 2 to 11"
        assert profile.mechanism == "imported" and profile.peak_memory_bytes == -1


def test_an_envelope_is_carried_beside_the_tensor(tiersim, tmp_path):
    write(tmp_path)
    done = tiersim("run", "study.yaml", "--sweep", "request.envelope=0 B, 512 B", "-o", "r.h5")
    assert done.returncode == 0, done.stderr
    with ts.open(tmp_path / "r.h5") as results:
        requests = results.requests()
    median = requests.groupby(["operator", "sweep.request.envelope"]).median(numeric_only=True)
    # 25,000 bytes are 18 segments of up to 1448 bytes, 25,512 bytes too: no header more.
    without, with_it = median.loc["split"]["network_ns.mobile-edge"]
    assert abs(with_it - without - 8 * 512 / 20e6 * 1e9) <= 1
    # The answer, and the requests of whole models, have the sizes that they had.
    assert median.loc["split"]["network_ns.edge-mobile"].nunique() == 1
    assert median.loc["tflite-int8"]["latency_ns"].nunique() == 1


def test_a_wrong_row_is_one_line_and_nothing_is_written(tiersim, tmp_path):
    write(tmp_path)
    text = (tmp_path / "phones.csv").read_text()
    (tmp_path / "phones.csv").write_text(text.replace("12.4,", "fast,", 1))
    for command in ("check", "run"):
        done = tiersim(command, "study.yaml")
        assert done.returncode == 2
        problem = 'phones.csv:4:32: service_ms: "fast" is not a number (write e.g. 12.5)\n'
        assert done.stderr == problem
    assert not (tmp_path / "results" / "study.h5").exists()


def test_they_are_compared_as_well_as_any(tiersim, tmp_path):
    """12.5 ms against 6.5, 11.4 on the way and 2.5 ms; without a test set, no request repeats."""
    write(tmp_path)
    assert tiersim("run", "study.yaml", "-o", "r.h5").returncode == 0
    with ts.open(tmp_path / "r.h5") as results:
        assert set(results.requests()["sample"]) == {-1}
    call = [ROOT / "analysis/tiersim-analyze", "summary", "r.h5"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "phone_net: fastest is tflite-int8 on mobile (12.5" in done.stdout
    table = [line for line in done.stdout.splitlines() if line.startswith("phone_net  ")]
    assert [line.split()[1] for line in table] == ["1", "2"]
