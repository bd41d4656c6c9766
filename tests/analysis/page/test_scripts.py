"""The scripts of a page and the data that it holds belong together."""

import pathlib
import re

import numpy as np

import tiersim_results as ts
from analysis.helpers.results_file import BANDWIDTH, Scenario, write
from tiersim_results import page
from tiersim_results.page.build import SCRIPTS
from tiersim_results.page.data import page_data
from tiersim_results.page.profiles import profile_columns
from tiersim_results.scenarios.table import scenario_table

FOLDER = pathlib.Path(page.__file__).parent / "js"


def script():
    return "\n".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)


def data(tmp_path):
    row = Scenario("toy", "sptq", "edge", np.full(9, 1_000_000), {BANDWIDTH: 1e6}, 0.9)
    with ts.open(write(tmp_path / "r.h5", [row])) as results:
        return page_data(results, scenario_table(results), []), profile_columns(results)


def test_every_script_of_the_folder_is_on_the_page_once():
    assert sorted(SCRIPTS) == sorted(path.stem for path in FOLDER.glob("*.js"))


def test_scripts_use_the_data_that_there_is_and_all_of_it(tmp_path):
    columns, profiles = data(tmp_path)
    assert set(re.findall(r"\bstore\.(\w+)", script())) == set(columns)
    used = set(re.findall(r"\brows\.(\w+)", script()))
    percentiles = {
        f"{name}{end}" for name in columns["statistics"] for end in ("", "_low", "_high")
    }
    # Scripts reach the percentiles, and an interval's ends, by a name that they put together.
    assert used - set(columns["scenarios"]) - {"length", "map", "filter"} == set()
    assert set(columns["scenarios"]) - used <= percentiles | {"accuracy_low", "accuracy_high"}
    assert profiles.keys() == columns["profiles"].keys()
