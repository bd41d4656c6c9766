import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("TIERSIM_BIN", ROOT / "build/bin"))
QUICKSTART = ROOT / "scenarios/quickstart.yaml"


def pytest_configure(config):
    config.addinivalue_line("markers", "measures: prepares or measures real models, so runs alone")


def environment(cache, **more):
    """The variables of a call of the program that keeps its models in `cache`."""
    return {**os.environ, "TIERSIM_CACHE": str(cache), **more}


def running(cache):
    """Command lines of the programs that run with this cache, by their process number."""
    mine = f"TIERSIM_CACHE={cache}".encode()
    found = {}
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            folder = pathlib.Path("/proc", process)
            is_zombie = (folder / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
            if (
                int(process) != os.getpid()
                and not is_zombie
                and mine in (folder / "environ").read_bytes()
            ):
                found[process] = (folder / "cmdline").read_text()
        except OSError:  # it has ended
            pass
    return found


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """One cache for all tests: models are prepared and measured once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def tiersim(cache, tmp_path):
    """Calls the program in an empty folder of the test's own."""

    def call(*arguments, timeout=1500, **variables):
        return subprocess.run(
            [BIN / "tiersim", *map(str, arguments)],
            cwd=tmp_path,
            env=environment(cache, **variables),
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    return call
