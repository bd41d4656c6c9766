"""tiersim calibrate: overheads and message sizes from the measured cells of a testbed."""

import h5py
import numpy as np
import pytest

PATH = "links.mobile-edge.bandwidth"
RATES = ["4 Mbps", "10 Mbps", "25 Mbps", "100 Mbps"]
FROM = ["--from", f"{PATH}=4 Mbps", "--from", f"{PATH}=100 Mbps"]
STUDY = """tiersim: 1
subjects: [net]
operators: [whole, halves]
deployments: [mobile, edge, mobile-edge]
tiers: {mobile: {}, edge: {}}
links: {mobile-edge: {bandwidth: 20 Mbps, delay: 1 ms}}
"""
SWEEP = f"sweep: {{{PATH}: [{', '.join(RATES)}]}}\n"


def request(payload):
    return f"request: {{payload: {payload}, answer: 200 B, count: 21}}\n"


def profiles(edge, sent):
    """40 ms on the mobile device; halves of 20 and 10 ms; each of five samples within 0.2 %."""
    rows = ["subject,operator,stage,tier,service_ms,load_ms,output_bytes"]
    for part in (0.998, 0.999, 1, 1.001, 1.002):
        rows.append(f"net,whole,0,mobile,{40 * part},100,")
        rows.append(f"net,whole,0,edge,{edge * part},100,")
        rows.append(f"net,halves,0,mobile,{20 * part},100,{sent}")
        rows.append(f"net,halves,1,edge,{10 * part},100,")
    return "\n".join(rows) + "\n"


@pytest.fixture
def testbed(tiersim, tmp_path):
    """A testbed that is simulated: its messages are larger and its edge is 5 ms slower."""
    (tmp_path / "testbed.csv").write_text(profiles(edge=25, sent=40000))
    (tmp_path / "testbed.yaml").write_text(
        STUDY + "profiles: testbed.csv\nseed: 7\n" + request("123 kB") + SWEEP
    )
    (tmp_path / "own.csv").write_text(profiles(edge=20, sent=10000))
    (tmp_path / "study.yaml").write_text(STUDY + "profiles: own.csv\n" + request("50 kB") + SWEEP)
    done = tiersim("run", "testbed.yaml", "-o", "testbed.h5")
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "testbed.h5") as file:
        scenarios, requests = file["scenarios"], file["requests"]
        columns = ["subject", "operator", "deployment"]
        rows = ["subject,operator,deployment,sweep." + PATH + ",latency_ms"]
        for index in range(len(scenarios["id"])):
            names = [scenarios[name].asstr()[index] for name in columns]
            rate = f"{scenarios['sweep.' + PATH][index] / 1e6:g} Mbps"
            mine = requests["latency_ns"][requests["scenario"][:] == index]
            rows += [",".join([*names, rate, f"{ns / 1e6:.6f}"]) for ns in mine]
    (tmp_path / "cells.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def medians(path):
    with h5py.File(path) as file:
        scenario, latency = file["requests/scenario"][:], file["requests/latency_ns"][:]
        return [np.median(latency[scenario == i]) for i in range(len(file["scenarios/id"]))]


def test_a_study_that_includes_the_calibration_predicts_the_testbed(tiersim, testbed):
    done = tiersim("calibrate", "study.yaml", "--measured", "cells.csv", *FROM, "-o", "out")
    assert done.returncode == 0, done.stderr
    assert "6 held-out cells: median error" in done.stdout
    held_out = [line for line in done.stdout.splitlines() if " held out " in line]
    assert len(held_out) == 6  # three deployments at 10 and 25 Mbps
    assert all(abs(float(line.split()[-1])) < 2 for line in held_out)

    (testbed / "next.yaml").write_text(STUDY + "include: out/calibrated.yaml\n" + SWEEP)
    done = tiersim("run", "next.yaml", "-o", "next.h5")
    assert done.returncode == 0, done.stderr
    predicted, measured = medians(testbed / "next.h5"), medians(testbed / "testbed.h5")
    assert np.allclose(predicted, measured, rtol=0.02)


def test_service_times_may_be_unknown(tiersim, testbed):
    (testbed / "blind.yaml").write_text(STUDY + request("50 kB") + SWEEP)
    call = ["calibrate", "blind.yaml", "--measured", "cells.csv", *FROM]
    done = tiersim(*call)
    assert done.returncode == 2 and "subjects[0]" in done.stderr  # nothing knows "net"
    done = tiersim(*call, "--service", "cells")
    assert done.returncode == 0, done.stderr
    overheads = dict(
        (tuple(line.split()[:3]), float(line.split()[3]))
        for line in done.stdout.splitlines()
        if len(line.split()) == 4 and line.startswith("net ")
    )
    assert overheads["net", "whole", "mobile"] == pytest.approx(40, rel=0.01)
    assert overheads["net", "whole", "edge"] == pytest.approx(25, rel=0.02)
    assert (testbed / "results/blind-calibrated/calibrated.yaml").exists()


def test_what_cannot_be_fitted_is_one_line_and_nothing_is_written(tiersim, testbed):
    cells = testbed / "cells.csv"
    call = ["calibrate", "study.yaml", "--measured", "cells.csv", "-o", "out"]
    done = tiersim(*call, "--from", f"{PATH}=4 Mbps")
    assert done.returncode == 2
    assert done.stderr.startswith("cells.csv:1:1: the 3 cells of --from cannot tell the size of")
    text = cells.read_text()
    row = "net,whole,mobile,4 Mbps,"
    cells.write_text(text.replace(row, row + "1"))  # 140 ms in place of 40
    done = tiersim(*call, *FROM)
    assert done.returncode == 1
    assert "does not fit: net whole on mobile" in done.stderr
    cells.write_text(text.replace(row, row + "-", 1))
    done = tiersim(*call, *FROM)
    assert done.returncode == 2
    assert ": latency_ms: -" in done.stderr and "is out of range" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (testbed / "out").exists()
