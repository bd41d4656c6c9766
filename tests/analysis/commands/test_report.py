"""The command report, in a process of its own."""

import pathlib
import subprocess

import numpy as np
from analysis.helpers.bandwidth_study import bandwidth_study
from analysis.helpers.results_file import Scenario, write

PROGRAM = pathlib.Path(__file__).parents[3] / "analysis" / "tiersim-analyze"


def report(*arguments):
    return subprocess.run(
        [PROGRAM, "report", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_it_writes_a_page_beside_the_results(tmp_path):
    path = bandwidth_study(tmp_path / "r.h5", points=3, requests=20, subjects=("bert_mini",))
    done = report(path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"wrote {tmp_path / 'r.html'}\nnote: left out, invalid")
    html = (tmp_path / "r.html").read_text()
    assert 'id="verdict"' in html and 'id="findings"' in html
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.h5", "r.html"]


def test_a_study_of_which_nothing_is_valid_still_says_why(tmp_path):
    row = Scenario("toy", "sptq", "edge", np.full(9, 1000), status="invalid", reason="share missed")
    done = report(write(tmp_path / "r.h5", [row]), "-o", tmp_path / "page.html")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "page.html").read_text()
    assert "share missed" in html and 'id="verdict"' not in html


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    row = Scenario("toy", "sptq", "edge", np.full(9, 1000), accuracy=0.9)
    done = report(write(tmp_path / "r.h5", [row]), "-o", tmp_path / "missing" / "page.html")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "missing" in done.stderr
