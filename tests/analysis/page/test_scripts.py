"""The scripts of a page and the data that it holds belong together."""

import pathlib
import re

import numpy as np

import tiersim_results as ts
from analysis.helpers.results_file import BANDWIDTH, Scenario, write
from analysis.helpers.validation_file import planted_rounds, write_validation
from tiersim_results import page
from tiersim_results.page.build import SCRIPTS
from tiersim_results.page.data import page_data
from tiersim_results.page.profiles import profile_columns
from tiersim_results.page.validation import VALIDATION_SCRIPTS, validation_data
from tiersim_results.scenarios.table import scenario_table
from tiersim_results.validation.stored import stored

FOLDER = pathlib.Path(page.__file__).parent / "js"


def script(names=SCRIPTS):
    return "\n".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in names)


def data(tmp_path):
    row = Scenario("toy", "sptq", "edge", np.full(9, 1_000_000), {BANDWIDTH: 1e6}, 0.9)
    with ts.open(write(tmp_path / "r.h5", [row])) as results:
        return page_data(results, scenario_table(results), []), profile_columns(results)


def test_every_script_of_the_folder_is_on_a_page_once():
    found = {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.js")}
    assert set(SCRIPTS) | set(VALIDATION_SCRIPTS) == found
    for names in (SCRIPTS, VALIDATION_SCRIPTS):
        assert len(names) == len(set(names))


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


def test_scripts_of_a_validation_use_the_data_that_there_is(tmp_path):
    path = write_validation(tmp_path / "v.h5", planted_rounds(count=9, bandwidths=(1e6,)))
    with ts.Validation(path) as validation:
        columns = validation_data(stored(validation))
    own = script(name for name in VALIDATION_SCRIPTS if name.startswith("validation/"))
    assert set(re.findall(r"\bstore\.(\w+)", own)) <= set(columns)
    used = set(re.findall(r"\brows\.(\w+)", own))
    assert used <= set(columns["scenarios"]) and {"parts", "place", "verdict"} <= used
    # Scripts reach these by a name that they put together.
    for half in ("simulated", "reference"):
        for name in columns["statistics"]:
            ends = {f"{half}_{name}{end}" for end in ("", "_low", "_high")}
            assert ends | {f"{name}_error"} <= set(columns["scenarios"])
