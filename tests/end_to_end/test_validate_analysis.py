"""A file that `tiersim validate` writes, as tiersim-analyze reads it."""

import subprocess

import numpy as np
import pytest
from conftest import QUICKSTART, ROOT
from tiersim_results import Validation
from tiersim_results.scenarios.table import QUANTILES
from tiersim_results.selection.sweeps import sweep_columns
from tiersim_results.validation.rounds import recompute
from tiersim_results.validation.stored import stored

pytestmark = pytest.mark.measures
# Live models need no profiles, so nothing has to be measured before.
SMALL = ["--set", "operators=[sptq, identity]", "--set", "deployments=[edge]"]
SMALL += ["--set", "compute=live", "--set", "request.count=15"]
SMALL += ["--sweep", "links.edge-cloud.bandwidth=10 Mbps"]


@pytest.fixture
def file(tiersim, tmp_path):
    """A validation of two operators, or a skipped test where this is not possible."""
    if "--emulate-with" not in tiersim("validate", "--help").stdout:
        pytest.skip("this program has no command validate")
    path = tmp_path / "quick.validation.h5"
    done = tiersim("validate", QUICKSTART, *SMALL, "-o", path)
    if done.returncode == 2 and "as root" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode in (0, 1), done.stderr  # 1: a busy machine missed the budget
    return path, done.stdout.strip().splitlines()[-1]


def test_the_figures_of_a_validation_follow_from_its_requests(file):
    path, last = file
    with Validation(path) as validation:
        known, found = stored(validation), recompute(validation)
    assert len(known.cells) == 2
    for name in ("status", "reason", "blame", "verdict"):
        assert found.cells[name].tolist() == known.cells[name].tolist(), name
    halves = ("simulated", "reference")
    names = [f"{half}_{name}_ns" for half in halves for name in QUANTILES]
    names += [
        f"{half}_{name}{end}_ns"
        for half in halves
        for name in QUANTILES
        for end in ("_low", "_high")
    ]
    names += [f"{name}_{what}" for name in QUANTILES for what in ("error", "repeatability")]
    names += [f"{half}_{part}" for half in halves for part in known.parts]
    assert len(known.decisions) == int((known.cells.status == "ok").all())
    for name in names:
        np.testing.assert_allclose(found.cells[name], known.cells[name], 1e-9, err_msg=name)
    # A part is a share of the mean latency: all parts add up to the mean.
    parts = known.cells[[f"simulated_{part}" for part in known.parts]].sum(axis=1)
    assert (parts > 0).all()
    keys = ["subject", *sweep_columns(known.decisions)]
    for name in ("agree", "simulated_operator", "reference_operator", "reference_deployment"):
        one, other = (c.decisions.sort_values(keys)[name].tolist() for c in (found, known))
        assert one == other, name
    one, other = (c.decisions.sort_values(keys).regret for c in (found, known))
    np.testing.assert_allclose(one, other, 1e-9, atol=1e-12)

    call = ["/usr/bin/python3", ROOT / "analysis/tiersim-analyze"]
    shown = subprocess.run([*call, "validate", path], capture_output=True, text=True)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.strip().splitlines()[-1] == last
    page = subprocess.run([*call, "report", path], capture_output=True, text=True)
    assert page.returncode == 0, page.stderr
    sentence = f"M{last[1:]}.".replace(" %", "\u00a0%")
    assert sentence in path.with_suffix(".html").read_text(encoding="utf-8")
