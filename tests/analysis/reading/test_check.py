"""Damaged files are refused on opening, with the table and the column."""

import shutil

import h5py
import numpy as np
import pytest

import tiersim_results as ts

VALUES = [
    # column, its new values by their number, what is told
    ("scenarios/id", lambda n: np.arange(n)[::-1], "/scenarios/id does not count the rows"),
    ("scenarios/accuracy", lambda n: np.full(n, 1.5), "/scenarios/accuracy is not within 0 .. 1"),
    (
        "scenarios/variant",
        lambda n: np.full(n, 10**6),
        "/scenarios/variant is no row of /variants",
    ),
    ("scenarios/variant", lambda n: np.full(n, -2), "/scenarios/variant is no row of /variants"),
    ("scenarios/operator", lambda n: np.arange(n), "/scenarios/operator holds no texts"),
    ("scenarios/extrapolated", lambda n: np.full(n, 0.5), "extrapolated holds no integers"),
    ("scenarios/accuracy", lambda n: np.full(n, 1), "/scenarios/accuracy holds no numbers"),
    ("scenarios/status", lambda n: np.full((n, 1), b"ok"), "/scenarios/status is no column"),
    ("scenarios/reason", lambda n: np.full(n, 1j), "/scenarios/reason holds no texts"),
    ("profiles/p95_ns", lambda n: np.full(n, 1j), "/profiles/p95_ns is neither text nor numbers"),
    (
        "scenarios/sweep.links.edge-cloud.bandwidth",
        lambda n: np.full(n, np.inf),
        "bandwidth is infinite",
    ),
    ("requests/latency_ns", lambda n: np.full(n, 0.5), "/requests/latency_ns holds no integers"),
    ("requests/compute_ns.edge", lambda n: np.full(n, b"x"), "compute_ns.edge holds no integers"),
    ("requests/sample", lambda n: np.arange(n - 1), "columns of /requests differ in length"),
    ("profiles/tier", lambda n: np.full(n, 7), "/profiles/tier holds no texts"),
    ("profiles/median_ns", lambda n: np.full(n, -5), "/profiles/median_ns is negative"),
    ("profiles/first_load", lambda n: np.full(n, 9), "beyond the last of /profiles/samples"),
    ("variants/prediction_count", lambda n: np.full(n, 2**62), "of /variants/predictions"),
    ("variants/first_prediction", lambda n: np.full(n, 2**63 - 1), "of /variants/predictions"),
    ("variants/predictions/label", lambda n: np.arange(n - 1), "differ in length"),
]


@pytest.fixture
def copy(planted_file, tmp_path):
    return shutil.copy(planted_file, tmp_path / "damaged.h5")


def refused(path, told):
    with pytest.raises(ts.ResultsError) as error:
        ts.open(path)
    assert str(error.value).startswith(f"{path}: ")
    assert told in str(error.value)
    assert str(error.value).endswith(")") and "\n" not in str(error.value)


@pytest.mark.parametrize("column, values, told", VALUES)
def test_a_column_that_cannot_be_is_named(copy, column, values, told):
    with h5py.File(copy, "r+") as file:
        count = len(file[column])
        del file[column]
        file[column] = values(count)
    refused(copy, told)


@pytest.mark.parametrize("column", ["scenarios/status", "profiles/tier", "variants/operator"])
def test_a_column_that_is_missing_is_named(copy, column):
    with h5py.File(copy, "r+") as file:
        del file[column]
    refused(copy, f"no column '{column.split('/')[1]}'")


@pytest.mark.parametrize("group", ["scenarios", "requests", "profiles", "variants"])
def test_a_table_that_is_missing_is_named(copy, group):
    with h5py.File(copy, "r+") as file:
        del file[group]
    refused(copy, f"has no /{group}")


def test_texts_of_variable_length_are_refused_unread(copy):
    """HDF5 may read a damaged one for ever."""
    with h5py.File(copy, "r+") as file:
        file["scenarios/sweep.links.edge-cloud.bandwidth"].attrs["unit"] = "bit/s"
    refused(copy, "the unit of /scenarios/sweep.links.edge-cloud.bandwidth is no text")
    with h5py.File(copy, "r+") as file:
        del file["scenarios/subject"]
        count = len(file["scenarios/id"])
        file.create_dataset("scenarios/subject", data=["a"] * count, dtype=h5py.string_dtype())
    refused(copy, "/scenarios/subject holds no texts")


def test_a_length_that_no_file_can_hold_is_refused_unread(copy):
    """10^12 rows of 8 bytes, of which the file holds none."""
    with h5py.File(copy, "r+") as file:
        for name in list(file["requests"]):
            kind = file["requests"][name].dtype
            del file["requests"][name]
            file["requests"].create_dataset(name, (10**12,), dtype=kind, chunks=(1000,))
    refused(copy, "is longer than the file can hold")


def test_odd_attributes_of_the_run_are_left_out(copy):
    with h5py.File(copy, "r+") as file:
        file.attrs["host"] = np.arange(3)
        file.attrs["cpu_model"] = h5py.Empty("f8")
    with ts.open(copy) as results:
        assert results.attributes["question"] == "Why?"
        assert {"host", "cpu_model"}.isdisjoint(results.attributes)
