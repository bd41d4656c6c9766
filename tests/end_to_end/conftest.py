import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("TIERSIM_BIN", ROOT / "build/bin"))
QUICKSTART = ROOT / "scenarios/quickstart.yaml"


def pytest_configure(config):
    config.addinivalue_line("markers", "measures: prepares or measures real models, so runs alone")


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """One cache for all tests: models are prepared and measured once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def tiersim(cache, tmp_path):
    """Calls the program in an empty folder of the test's own."""

    def call(*arguments, timeout=1500, **environment):
        return subprocess.run(
            [BIN / "tiersim", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "TIERSIM_CACHE": str(cache), **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    return call
