"""The network and the life of a request, by the real program on studies without models."""

import pathlib

import numpy as np
import pytest

import tiersim_results as ts
from test_quickstart import digest

# One stage of 10 ms on the edge or the cloud.
ROWS = """subject,operator,stage,tier,service_ms,load_ms
net,whole,0,edge,10,50
net,whole,0,cloud,10,50
"""
STUDY = """tiersim: 1
subjects: [net]
operators: [whole]
deployments: [{deployment}]
profiles: times.csv
tiers: {{edge: {edge}, cloud: {{}}}}
links: {{{links}}}
request: {{{request}}}
{more}
"""
WIRE = "{bandwidth: 10 Mbps, delay: 5 ms}"


def write(
    folder: pathlib.Path,
    links=f"mobile-edge: {WIRE}",
    request="payload: 12500 B, count: 20",
    deployment="edge",
    edge="{}",
    more="",
):
    (folder / "times.csv").write_text(ROWS)
    text = STUDY.format(deployment=deployment, edge=edge, links=links, request=request, more=more)
    (folder / "study.yaml").write_text(text)


def on_wire(size):
    """Bits of a message: segments of up to 1448 bytes, 54 bytes more each."""
    return 8 * (size + 54 * -(-size // 1448))


def run(tiersim, folder, *arguments, status=0):
    done = tiersim("run", "study.yaml", "-o", "r.h5", "--force", *arguments)
    assert done.returncode == status, done.stderr
    return ts.open(folder / "r.h5")


def test_stored_and_forwarded_over_three_hops_takes_three_times_as_long(tiersim, tmp_path):
    # 10.5 MB are 84 Mbit, 87.1 with the headers of 7252 segments: 87 s at 1 Mbps, three times.
    slow = "{bandwidth: 1 Mbps, delay: 10 ms}"
    links = ", ".join(f"{name}: {slow}" for name in ("client-mobile", "mobile-edge", "edge-cloud"))
    write(tmp_path, links, "payload: 10.5 MB, count: 1", "cloud", more="relay: store-and-forward")
    with run(tiersim, tmp_path) as results:
        request = results.requests().iloc[0]
        for hop in ("client-mobile", "mobile-edge", "edge-cloud"):
            expected = on_wire(10_500_000) / 1e6 + 0.01
            assert request[f"network_ns.{hop}"] / 1e9 == pytest.approx(expected, rel=0.01)
        assert request.latency_ns / 1e9 == pytest.approx(3 * 87.2, rel=0.01)
        assert "network_ns.edge-mobile" in request and "network_ns.mobile-client" in request
        stored = request.latency_ns
    # Routed, packets follow each other over all three: the time of one link.
    with run(tiersim, tmp_path, "--set", "relay=routed") as results:
        request = results.requests().iloc[0]
        assert request["network_ns.client-cloud"] < stored / 2.9


def test_a_token_bucket_lets_its_burst_pass_at_once(tiersim, tmp_path):
    # Cold, so that the bucket is full: of 10.5 MB, 87.1 Mbit on the wire, 1 passes at once, the
    # rest at 1 Mbps.
    write(
        tmp_path,
        "mobile-edge: {bandwidth: 1 Mbps, burst: 125 kB, delay: 1 ms}",
        "payload: 10.5 MB, count: 1",
        more="start: cold",
    )
    with run(tiersim, tmp_path) as results:
        message = results.requests()["network_ns.mobile-edge"][0] / 1e9
        assert message == pytest.approx(on_wire(10_500_000) / 1e6 - 1, rel=0.01)
    # A message that fits the bucket does not feel the rate.
    with run(tiersim, tmp_path, "--set", "request.payload=50 kB") as results:
        assert results.requests()["network_ns.mobile-edge"][0] / 1e9 < 0.02


def test_the_direct_way_from_mobile_to_cloud_is_taken(tiersim, tmp_path):
    direct = "{bandwidth: 10 Mbps, delay: 1 ms}"
    links = f"mobile-edge: {WIRE}, edge-cloud: {WIRE}, mobile-cloud: {direct}"
    write(tmp_path, links, deployment="cloud")
    with run(tiersim, tmp_path) as results:
        expected = on_wire(12_500) / 10e6 + 0.001
        times = results.requests()["network_ns.mobile-cloud"] / 1e9
        assert np.median(times) == pytest.approx(expected, rel=0.02)


def test_a_link_at_zero_and_overload_are_invalid_with_their_reason(tiersim, tmp_path):
    write(tmp_path, more="sweep: {links.mobile-edge.bandwidth: [0 Mbps, 10 Mbps]}")
    with run(tiersim, tmp_path, status=1) as results:
        scenarios = results.scenarios()
        assert list(scenarios.status) == ["invalid", "ok"]
        assert "mobile-edge, which has no bandwidth" in scenarios.reason[0]
        assert list(scenarios.request_count) == [0, 20]
    write(tmp_path, request="payload: 1 kB, count: 200, arrivals: poisson 120 /s")
    with run(tiersim, tmp_path, status=1) as results:
        scenario = results.scenarios().iloc[0]
        assert scenario.status == "invalid"
        assert "edge is offered 120 requests/s and computes 100/s" in scenario.reason
        assert scenario.request_count == 200  # what happened is kept
        latency = results.requests().latency_ns.to_numpy()
        assert latency[-20:].mean() > 5 * latency[:20].mean()


def test_a_trace_that_ends_at_zero_is_noticed(tiersim, tmp_path):
    (tmp_path / "trace.csv").write_text("time_s,bandwidth_mbps\n0,10\n0.3,0\n")
    write(tmp_path, "mobile-edge: {trace: trace.csv, delay: 5 ms}")
    with run(tiersim, tmp_path, status=1) as results:
        scenario = results.scenarios().iloc[0]
        assert scenario.status == "invalid" and "no request ended" in scenario.reason
        outcomes = list(results.requests().outcome)
        assert outcomes.count("timeout") == 1 and outcomes.count("ok") == len(outcomes) - 1 > 3


def test_nothing_that_is_dropped_late_or_given_up_is_lost(tiersim, tmp_path):
    write(
        tmp_path,
        request="payload: 1 kB, count: 500, arrivals: poisson 150 /s, clients: 5, deadline: 30 ms, "
        "timeout: 60 ms",
        edge="{queue_limit: 5}",
    )
    with run(tiersim, tmp_path) as results:
        requests = results.requests()
        assert len(requests) == 500
        counts = requests.outcome.value_counts()
        assert set(counts.index) == {"ok", "late", "dropped", "timeout"}
        assert (requests.latency_ns[requests.outcome == "ok"] <= 30e6).all()
        assert (requests.latency_ns[requests.outcome == "late"] > 30e6).all()
        assert (requests.latency_ns[requests.outcome == "timeout"] == 60e6).all()
        steps = ("network_ns.", "queue_ns.", "load_ns.", "compute_ns.")
        parts = [name for name in requests if name.startswith(steps)]
        assert (requests[parts].sum(axis=1) == requests.latency_ns).all()
        assert requests.client.nunique() == 5
    table = tiersim("show", tmp_path / "r.h5").stdout
    assert "in time %" in table


def test_lossy_scenarios_are_the_same_bytes_by_any_number_of_workers(tiersim, tmp_path):
    lossy = (
        "{up: 20 Mbps, down: 50 Mbps, delay: 5 ms, jitter: 1 ms, loss: 1 %, loss_burst: 3 packets, "
    )
    lossy += "background: {up: 5 Mbps, down: 5 Mbps, on: 100 ms, off: 100 ms}}"
    write(
        tmp_path,
        f"mobile-edge: {lossy}",
        "payload: 50 kB, count: 30, clients: 3, arrivals: poisson 10 /s",
        more="sweep: {request.deadline: [1 s, 2 s, 3 s, 4 s], seed: [1, 2, 3]}",
    )
    digests = set()
    for jobs in (1, 2):
        with run(tiersim, tmp_path, "-j", jobs) as results:
            medians = results.requests().groupby("scenario").latency_ns.median()
            assert medians.nunique() == 12  # each scenario has its own streams
        digests.add(digest(tmp_path / "r.h5", "requests", "scenarios"))
    assert len(digests) == 1


@pytest.mark.parametrize("fidelity", ["coarse", "analytic"])
def test_a_faster_network_says_so_and_comes_close(tiersim, tmp_path, fidelity):
    write(
        tmp_path,
        request="payload: 500 kB, count: 20",
        more=f"sweep: {{network.fidelity: [packet, {fidelity}]}}",
    )
    with run(tiersim, tmp_path) as results:
        scenarios = results.scenarios()
        assert list(scenarios.fidelity) == ["packet", fidelity]
        assert scenarios.packets_per_segment[0] == 1
        assert scenarios.packets_per_segment[1] > 1 or fidelity == "analytic"
        medians = results.requests().groupby("scenario")["network_ns.mobile-edge"].median()
        assert medians[1] == pytest.approx(medians[0], rel=0.01)
        assert medians[1] != medians[0]


def test_what_is_told_can_be_kept_or_left_out(tiersim, tmp_path):
    write(tmp_path, more="sweep: {links.mobile-edge.bandwidth: [0 Mbps, 10 Mbps]}")
    done = tiersim("run", "study.yaml", "-o", "r.h5", "--quiet", "--log", "log.txt")
    assert done.returncode == 1  # nothing passes at 0 Mbps
    assert done.stderr == ""
    log = (tmp_path / "log.txt").read_text().splitlines()
    assert all(line[10] == "T" and line[19] == "Z" for line in log)
    assert any("simulate: 2/2" in line and "1 not ok" in line for line in log)
    refused = tiersim("run", "study.yaml", "-o", "x.h5", "--log", "nowhere/log.txt")
    assert refused.returncode == 2 and "nowhere/log.txt: cannot be written to" in refused.stderr
    mistake = tiersim("run", "none.yaml", "--quiet")
    assert mistake.returncode == 2 and mistake.stderr.count("\n") == 1
