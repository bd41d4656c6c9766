"""docs/results-schema.md lists the columns that the program writes: names, units, descriptions."""

import re

import h5py
import pytest

from conftest import ROOT

STUDY = """tiersim: 1
subjects: [net]
operators: [whole, halves]
deployments: [edge, mobile-edge]
profiles: times.csv
tiers: {mobile: {}, edge: {}}
links: {mobile-edge: {bandwidth: 20 Mbps, delay: 1 ms}}
network: {fidelity: analytic}
request: {count: 2, payload: 1 kB}
sweep: {links.mobile-edge.delay: [1 ms, 2 ms]}
"""
TIMES = """subject,operator,stage,tier,service_ms,load_ms,output_bytes
net,whole,0,edge,3,9,
net,halves,0,mobile,2,9,500
net,halves,1,edge,1,9,
"""


def general(name, description):
    """A column of one tier, message or swept path stands for those of all."""
    stem, _, place = name.partition(".")
    if not place:
        return name, description
    every = "<path>" if stem == "sweep" else "<from>-<to>" if "-" in place else "<tier>"
    return f"{stem}.{every}", description.replace(place, f"`{every}`")


def written_tables(file):
    tables = {}

    def add(path, item):
        if not isinstance(item, h5py.Dataset):
            return
        group, _, column = ("/" + path).rpartition("/")
        name, description = general(column, item.attrs["description"].decode())
        unit = item.attrs["unit"].decode()
        if name.startswith("sweep."):
            unit = "of the path"
        tables.setdefault(group, {})[name] = (unit, description)

    file.visititems(add)
    return tables


def documented_tables(text):
    tables = {}
    for section in re.split(r"^## ", text, flags=re.M)[1:]:
        group = section.split()[0].rstrip(":")
        rows = re.findall(r"^\| `(\S+)` \| (.*?) ?\| (.*) \|$", section, flags=re.M)
        if rows:
            tables[group] = {name: (unit, description) for name, unit, description in rows}
    return tables


def as_text(group, columns):
    lines = [f"| `{name}` | {unit} | {text} |" for name, (unit, text) in sorted(columns.items())]
    head = [f"## {group}", "| column | unit | meaning |", "|---|---|---|"]
    return "\n".join(head + lines).replace("|  |", "| |")


@pytest.fixture
def results(tiersim, tmp_path):
    """A results file, in the folder in which `tiersim` runs."""
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "times.csv").write_text(TIMES)
    done = tiersim("run", "study.yaml", "-o", "r.h5")
    assert done.returncode == 0, done.stderr
    return tmp_path / "r.h5"


def test_the_documented_columns_are_those_that_are_written(results):
    with h5py.File(results) as file:
        written = written_tables(file)
    documented = documented_tables((ROOT / "docs/results-schema.md").read_text())
    for group, columns in written.items():
        assert documented.get(group) == columns, "the table should be:\n" + as_text(group, columns)
    assert documented.keys() == written.keys()


def test_a_file_without_a_newer_column_is_shown_and_one_without_another_is_refused(
    tiersim, results
):
    with h5py.File(results, "r+") as file:
        file["scenarios/energy_j"][:] = 0.5
    whole = tiersim("show", "r.h5").stdout
    assert "energy" in whole
    with h5py.File(results, "r+") as file:
        del file["scenarios/energy_j"], file["scenarios/macro_f1"], file["scenarios/variant"]
    older = tiersim("show", "r.h5")
    assert older.returncode == 0, older.stderr
    assert "energy" not in older.stdout
    head, *rows = older.stdout.splitlines()
    assert len(rows) == len(whole.splitlines()) - 1 and "median ms" in head
    with h5py.File(results, "r+") as file:
        del file["scenarios/status"]
    refused = tiersim("show", "r.h5")
    assert refused.returncode == 2
    assert refused.stderr.startswith("r.h5: lacks /scenarios/status (")
