"""tiersim emulate: the same study in real time, with real processes, sockets and links."""

import json
import os
import signal
import subprocess
import time

import pytest
import tiersim_results as ts
from conftest import BIN, QUICKSTART, environment, running

pytestmark = pytest.mark.measures
PARTS = (
    "connect_ns.",
    "transmission_ns.",
    "propagation_ns.",
    "network_queue_ns.",
    "queue_ns.",
    "load_ns.",
    "compute_ns.",
)


def settings(**values):
    return [
        word
        for path, value in values.items()
        for word in ("--set", f"{path.replace('__', '.')}={value}")
    ]


SMALL = settings(
    operators="[sptq, sptq+partition]", deployments="[edge, mobile-edge]", request__count=20
)
SMALL += ["--sweep", "links.edge-cloud.bandwidth=10 Mbps"]


@pytest.fixture
def emulate(tiersim):
    """Runs `tiersim emulate`, or skips the test where this machine does not allow it."""

    def call(*arguments):
        done = tiersim("emulate", *arguments)
        if done.returncode == 2 and "as root" in done.stderr:
            pytest.skip(done.stderr.strip())
        return done

    return call


def test_a_study_is_emulated_into_the_columns_of_a_simulated_one(tiersim, emulate, tmp_path):
    emulated, simulated = tmp_path / "emulated.h5", tmp_path / "simulated.h5"
    done = emulate(QUICKSTART, *SMALL, "-o", emulated)
    assert done.returncode in (
        0,
        1,
    ), done.stderr  # 1: a share or a link was missed on a busy machine
    assert done.stderr.count("request.envelope: 0 B is less than") == 1
    assert tiersim("run", QUICKSTART, *SMALL, "-o", simulated).returncode in (0, 1)
    with ts.open(emulated) as results, ts.open(simulated) as other:
        assert results.attributes["mode"] == "emulated" and other.attributes["mode"] == "simulated"
        scenarios, requests = results.scenarios(), results.requests()
        assert (scenarios.status != "failed").all(), scenarios.reason.tolist()
        assert list(requests.columns) == list(other.requests().columns)
        parts = [name for name in requests if name.startswith(PARTS)]
        assert (requests[parts].fillna(0).sum(axis=1) == requests.latency_ns).all()
        assert (requests[parts].fillna(0) >= 0).all().all()
        variants = results.variants()
        for scenario in scenarios.itertuples():
            mine = requests[requests.scenario == scenario.id]
            answers = variants.loc[scenario.variant]["class"]
            assert len(mine) == 20 and (mine.outcome == "ok").all()
            assert (mine.prediction.to_numpy() == answers[mine["sample"]]).all()
            # The same samples as in the simulation: their draw has the same seed.
            theirs = other.requests().query(f"scenario == {scenario.id}")
            assert mine["sample"].tolist() == theirs["sample"].tolist()
            report = json.loads(scenario.emulation)
            # Neither deployment sends anything to the cloud.
            assert {link["link"] for link in report["links"]} == {"mobile-edge"}
            assert report["packets"] > 0
            for link in report["links"]:
                assert link["up"]["measured_bps"] > 0 and link["round_trip"]["measured_ns"] > 0
        assert (other.scenarios().emulation == "").all()


@pytest.mark.parametrize(
    "change, outcome",
    [
        ({"request.arrivals": "poisson 50 /s", "request.clients": "3"}, "ok"),
        ({"start": "cold", "request.count": "2"}, "ok"),
        ({"network.connection": "per-request"}, "ok"),
        ({"relay": "store-and-forward"}, "ok"),
        ({"request.timeout": "1 ms"}, "timeout"),
        ({"request.deadline": "1 ms"}, "late"),
    ],
)
def test_every_way_to_ask_is_emulated(emulate, tmp_path, change, outcome):
    output = tmp_path / "emulated.h5"
    where = "cloud" if "relay" in change else "edge"
    settings_ = {
        "operators": "[sptq]",
        "deployments": f"[{where}]",
        "request.count": "10",
        **change,
    }
    words = [word for path, value in settings_.items() for word in ("--set", f"{path}={value}")]
    done = emulate(
        QUICKSTART, *words, "--sweep", "links.edge-cloud.bandwidth=10 Mbps", "-o", output
    )
    assert done.returncode in (0, 1), done.stderr
    with ts.open(output) as results:
        assert (results.scenarios().status != "failed").all(), results.scenarios().reason.tolist()
        requests = results.requests()
        assert len(requests) == int(settings_["request.count"])
        # The link to the edge delays each message by 1 ms.
        assert (requests.outcome == outcome).all()
        parts = [name for name in requests if name.startswith(PARTS)]
        assert (requests[parts].fillna(0).sum(axis=1) == requests.latency_ns).all()
        if "start" in change:
            assert (requests["load_ns.edge"] > 0).all()
        if change.keys() & {"start", "network.connection"}:
            connects = [name for name in requests if name.startswith("connect_ns.")]
            assert (requests[connects].sum(axis=1) > 0).all()


def test_an_emulated_file_is_not_simulated_again_nor_taken_for_a_simulated_one(
    tiersim, emulate, tmp_path
):
    output = tmp_path / "emulated.h5"
    small = [*SMALL, *settings(operators="[sptq]", deployments="[mobile]", request__count=3)]
    assert emulate(QUICKSTART, *small, "-o", output).returncode in (0, 1)
    again = tiersim("run", output)
    assert again.returncode == 2 and "was emulated" in again.stderr
    other = tiersim("run", QUICKSTART, *small, "-o", output)
    assert other.returncode == 2 and "was emulated" in other.stderr
    assert tiersim("show", output).returncode == 0


@pytest.mark.parametrize(
    "change, problem",
    [
        ({"network.transport": "udp", "request.timeout": "1 s"}, "network.transport"),
        ({"network.congestion_control": "newreno"}, "network.congestion_control"),
        ({"links.mobile-edge.bandwidth": "10 Gbps"}, "links.mobile-edge"),
        ({"tiers.edge.cores": str(os.cpu_count())}, "cores at the same time"),
        ({"emulate.links": "kernal"}, 'did you mean "kernel"?'),
    ],
)
def test_what_cannot_be_emulated_is_refused_before_anything_is_prepared(
    emulate, tmp_path, change, problem
):
    words = [word for path, value in change.items() for word in ("--set", f"{path}={value}")]
    if "tiers.edge.cores" in change:
        words += ["--set", "tiers.edge.cpu_share=100 %"]
    done = emulate(QUICKSTART, *words, "-o", tmp_path / "x.h5")
    assert done.returncode == 2
    assert problem in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "x.h5").exists()


def test_killed_in_the_middle_nothing_stays_behind(tiersim, emulate, cache, tmp_path):
    call = [
        QUICKSTART,
        *SMALL,
        *settings(operators="[sptq]", deployments="[edge]", request__count=100000),
    ]
    assert emulate(
        QUICKSTART,
        *SMALL,
        *settings(operators="[sptq]", deployments="[edge]", request__count=1),
        "-o",
        tmp_path / "first.h5",
    ).returncode in (
        0,
        1,
    )  # prepares the model
    driver = subprocess.Popen(
        [BIN / "tiersim", "emulate", *map(str, call), "-o", tmp_path / "x.h5"],
        env=environment(cache),
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )

    def wait_until(condition):
        while not condition():  # the test's own time-out ends it
            time.sleep(0.05)

    wait_until(
        lambda: driver.poll() is not None
        or any("service" in line for line in running(cache).values())
    )
    assert driver.poll() is None  # it is in the middle of its requests
    os.kill(driver.pid, signal.SIGKILL)
    driver.wait()
    wait_until(lambda: running(cache) == {})
