"""Files that many tests read."""

import os

# As tiersim-analyze does; before numpy is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest  # noqa: E402

from analysis.helpers.planted_study import write_planted  # noqa: E402
import tiersim_results as ts  # noqa: E402
from tiersim_results.analysis import Analysis  # noqa: E402


@pytest.fixture(scope="session")
def planted_file(tmp_path_factory):
    return str(write_planted(tmp_path_factory.mktemp("planted") / "planted.h5"))


@pytest.fixture(scope="session")
def planted(planted_file):
    with ts.open(planted_file) as results:
        yield Analysis(results)
