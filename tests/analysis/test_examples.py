"""The shipped example scripts run as they are."""

import pathlib
import subprocess

import pytest

EXAMPLES = sorted((pathlib.Path(__file__).parents[2] / "analysis" / "examples").glob("*.py"))


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.stem)
def test_it_runs(script, planted_file):
    run = subprocess.run(
        ["/usr/bin/python3", script, planted_file], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    # identity of photo_net on the edge takes 20 ms, sptq 8.
    assert "identity on edge: 20.0" in run.stdout or "identity on edge: 19.9" in run.stdout
    assert "photo_net: sptq on edge gives way to sptq on cloud" in run.stdout
