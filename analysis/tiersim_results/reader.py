"""A results file as pandas data frames (schema: docs/results-schema.md)."""

from __future__ import annotations

import os

import h5py
import numpy as np
import pandas as pd

SCHEMA_VERSION = 1

# Columns of /scenarios that say what a scenario is; requests may be selected by them.
KEYS = ["subject", "operator", "deployment"]


class ResultsError(Exception):
    """The file is not one that this package can read; the text says why and what to do."""


class Results:
    """One results file, read lazily; close it, or use it in a `with` statement."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        if not os.path.isfile(self.path):
            raise ResultsError(f"{self.path}: cannot be read (does it exist?)")
        try:
            self._file = h5py.File(self.path, "r")
        except OSError as error:
            raise ResultsError(
                f"{self.path}: is not an HDF5 file, or damaged (name a results file of tiersim)"
            ) from error
        version = self._file.attrs.get("schema_version")
        if version != SCHEMA_VERSION:
            self._file.close()
            raise ResultsError(
                f"{self.path}: has schema version {version}, this package reads {SCHEMA_VERSION} "
                "(use the tiersim that wrote it, or run the study again)"
            )

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def attributes(self) -> dict[str, str]:
        """What is known of the run: study, versions, machine."""
        return {name: _text(value) for name, value in self._file.attrs.items()}

    @property
    def sweep_paths(self) -> list[str]:
        """The study's swept paths, e.g. ["links.edge-cloud.bandwidth"]."""
        return [name[6:] for name in self._file["scenarios"] if name.startswith("sweep.")]

    def unit(self, group: str, column: str) -> str:
        """The unit of a column, e.g. unit("requests", "latency_ns") is "ns"."""
        return _text(self._file[group][column].attrs["unit"])

    def scenarios(self, **selection: object) -> pd.DataFrame:
        """One row per scenario, those that match: scenarios(operator="sptq")."""
        frame = self._frame("scenarios").set_index("id", drop=False)
        return _select(frame, selection)

    def requests(self, columns: list[str] | None = None, **selection: object) -> pd.DataFrame:
        """One row per request with what its scenario is; times in int64 nanoseconds.

        `columns`: of /requests, all where not given. `selection`: by columns of /scenarios.
        """
        scenarios = self.scenarios(**selection)
        wanted = KEYS + [f"sweep.{path}" for path in self.sweep_paths]
        frame = self._frame("requests", columns and ["scenario", *columns])
        frame = frame[frame.scenario.isin(scenarios.id)]
        return frame.join(scenarios[wanted], on="scenario")

    def profiles(self, **selection: object) -> pd.DataFrame:
        """One row per measured stage; `service_ns` and `load_ns` hold arrays of samples."""
        frame = self._frame("profiles")
        frame["service_ns"] = self._lists(frame, "sample", "profiles/samples/service_ns")
        frame["load_ns"] = self._lists(frame, "load", "profiles/samples/load_ns")
        return _select(frame, selection)

    def variants(self, **selection: object) -> pd.DataFrame:
        """One row per prepared model: sizes, work, accuracy.

        `class` and `label` hold arrays over the test set (answered and right), `layer` and
        `backend` over the layers with weights. /scenarios names its row in `variant`.
        """
        frame = self._frame("variants")
        for name, extent, column in [
            ("class", "prediction", "variants/predictions/class"),
            ("label", "prediction", "variants/predictions/label"),
            ("layer", "layer", "variants/layers/name"),
            ("backend", "layer", "variants/layers/backend"),
        ]:
            frame[name] = self._lists(frame, extent, column)
        return _select(frame, selection)

    def cuts(self, **selection: object) -> pd.DataFrame:
        """One row per place where a model could be cut, of those whose cut was left open."""
        return _select(self._frame("cuts"), selection)

    def _lists(self, frame: pd.DataFrame, extent: str, column: str) -> list[np.ndarray]:
        """The part of a column that belongs to each row, by its `first_` and `_count`."""
        data = _column(self._file[column])
        extents = zip(frame[f"first_{extent}"], frame[f"{extent}_count"])
        return [data[begin : begin + length] for begin, length in extents]

    def _frame(self, group: str, columns: list[str] | None = None) -> pd.DataFrame:
        datasets = self._file[group]
        names = columns or [n for n in datasets if isinstance(datasets[n], h5py.Dataset)]
        return pd.DataFrame({name: _column(datasets[name]) for name in names})


def open(path: str | os.PathLike[str]) -> Results:  # noqa: A001 - reads as ts.open("results.h5")
    """Open a results file; raises ResultsError where it is none."""
    return Results(path)


def _column(dataset: h5py.Dataset) -> np.ndarray:
    return dataset.asstr()[()] if dataset.dtype.kind in "SO" else dataset[()]


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return str(value)


def _select(frame: pd.DataFrame, selection: dict[str, object]) -> pd.DataFrame:
    for column, wanted in selection.items():
        if column not in frame:
            raise ResultsError(f'no column "{column}" to select by (there are: {", ".join(frame)})')
        values = wanted if isinstance(wanted, list) else [wanted]
        frame = frame[frame[column].isin(values)]
    return frame
