"""A results file as pandas data frames (schema: docs/results-schema.md)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import h5py
import numpy as np
import pandas as pd

from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.schema import (
    IDENTITY,
    SCHEMA_VERSION,
    is_sweep_column,
    sweep_column,
    swept_path_of,
)
from tiersim_results.reading.text import decoded, text


class Results:
    """One results file, read lazily; close it, or use it in a `with` statement.

    Opening reads the attributes alone, every method what it returns alone.
    """

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
        try:
            self._check()
        except ResultsError:
            self._file.close()
            raise

    def _check(self) -> None:
        """That it is of this schema, and that scenarios and requests belong together."""
        version = self._file.attrs.get("schema_version")
        if np.ndim(version) or not isinstance(version, (int, np.integer)):
            raise ResultsError(
                f"{self.path}: is an HDF5 file, but not of tiersim (name a results file)"
            )
        if version != SCHEMA_VERSION:
            raise ResultsError(
                f"{self.path}: has schema version {version}, this package reads {SCHEMA_VERSION} "
                "(use the tiersim that wrote it, or run the study again)"
            )
        extents = [self._dataset("scenarios", name) for name in ("first_request", "request_count")]
        for name in ["id", *IDENTITY, "status", "reason", "accuracy", "extrapolated"]:
            self._dataset("scenarios", name)
        for group in ("scenarios", "requests", "profiles", "variants"):
            lengths = {self._dataset(group, name).shape for name in self.columns(group)}
            if len(lengths) > 1 or any(len(shape) != 1 for shape in lengths):
                raise self._damaged(f"columns of /{group} differ in length")
        first, count = (self._read(lambda: extent[()]) for extent in extents)
        if first.dtype.kind not in "iu" or count.dtype.kind not in "iu":
            raise self._damaged("requests are counted in no integers")
        total = self._dataset("requests", "latency_ns").shape[0]
        if ((first < 0) | (count < 0) | (count > total) | (first > total - count)).any():
            raise self._damaged("scenarios have requests beyond the last")

    def _damaged(self, problem: str) -> ResultsError:
        return ResultsError(f"{self.path}: is damaged: {problem} (run the study again)")

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def attributes(self) -> dict[str, str]:
        """What is known of the run: study, versions, machine."""
        return {name: text(value) for name, value in self._file.attrs.items()}

    @property
    def sweep_paths(self) -> list[str]:
        """The study's swept paths, e.g. ["links.edge-cloud.bandwidth"]."""
        names = self._group("scenarios")
        return [swept_path_of(name) for name in names if is_sweep_column(name)]

    def columns(self, group: str) -> list[str]:
        """The names of a group's columns, e.g. of "requests"."""
        datasets = self._group(group)
        return [name for name in datasets if isinstance(datasets[name], h5py.Dataset)]

    def unit(self, group: str, column: str) -> str:
        """The unit of a column, e.g. unit("requests", "latency_ns") is "ns"."""
        return text(self._dataset(group, column).attrs.get("unit", ""))

    def scenarios(self, **selection: object) -> pd.DataFrame:
        """One row per scenario, those that match: scenarios(operator="sptq")."""
        frame = self._frame("scenarios").set_index("id", drop=False)
        return _select(frame, selection)

    def requests(self, columns: Sequence[str] | None = None, **selection: object) -> pd.DataFrame:
        """One row per request with what its scenario is; times in int64 nanoseconds.

        `columns`: of /requests, all where not given. `selection`: by columns of /scenarios; a
        list selects any of its values. Only the rows and columns asked for are read. For xarray,
        add `.to_xarray()`.
        """
        scenarios = self.scenarios(**selection)
        names = ["scenario", *columns] if columns else self.columns("requests")
        rows = list(_runs(scenarios))
        frame = pd.DataFrame({name: self._rows("requests", name, rows) for name in names})
        of = np.repeat(np.arange(len(scenarios)), scenarios.request_count)
        for key in IDENTITY + [sweep_column(path) for path in self.sweep_paths]:
            frame[key] = scenarios[key].to_numpy()[of]
        return frame

    def profiles(self, **selection: object) -> pd.DataFrame:
        """One row per measured stage; `service_ns` and `load_ns` hold arrays of samples."""
        frame = self.profile_table()
        frame["service_ns"] = self._lists(frame, "sample", "profiles/samples", "service_ns")
        frame["load_ns"] = self._lists(frame, "load", "profiles/samples", "load_ns")
        return _select(frame, selection)

    def profile_table(self) -> pd.DataFrame:
        """The rows of `profiles`, without the samples."""
        return self._frame("profiles")

    def variants(self, **selection: object) -> pd.DataFrame:
        """One row per prepared model: sizes, work, accuracy.

        `class` and `label` hold arrays over the test set (answered and right), `layer` and
        `backend` over the layers with weights. /scenarios names its row in `variant`.
        """
        frame = self.variant_table()
        for name, extent, group, column in [
            ("class", "prediction", "variants/predictions", "class"),
            ("label", "prediction", "variants/predictions", "label"),
            ("layer", "layer", "variants/layers", "name"),
            ("backend", "layer", "variants/layers", "backend"),
        ]:
            frame[name] = self._lists(frame, extent, group, column)
        return _select(frame, selection)

    def variant_table(self) -> pd.DataFrame:
        """The rows of `variants`, without the arrays."""
        return self._frame("variants")

    def cuts(self, **selection: object) -> pd.DataFrame:
        """One row per place where a model could be cut, of those whose cut was left open."""
        return _select(self._frame("cuts"), selection)

    def column(self, group: str, name: str, rows: slice = slice(None)) -> np.ndarray:
        """A column, or some rows of it, as stored: texts as fixed-length bytes (dtype S)."""
        return self._read(lambda: self._dataset(group, name)[rows])

    def _lists(self, frame: pd.DataFrame, extent: str, group: str, column: str) -> list[np.ndarray]:
        """The part of a column that belongs to each row, by its `first_` and `_count`."""
        dataset = self._dataset(group, column)
        data = self._read(lambda: decoded(dataset, dataset[()]))
        extents = zip(frame[f"first_{extent}"], frame[f"{extent}_count"])
        return [data[begin : begin + length] for begin, length in extents]

    def _frame(self, group: str) -> pd.DataFrame:
        return pd.DataFrame(
            {name: self._rows(group, name, [slice(None)]) for name in self.columns(group)}
        )

    def _rows(self, group: str, column: str, rows: list[slice]) -> np.ndarray:
        dataset = self._dataset(group, column)
        parts = self._read(lambda: [dataset[part] for part in rows])
        return decoded(dataset, np.concatenate(parts) if parts else dataset[:0])

    def _group(self, group: str) -> h5py.Group:
        if not isinstance(self._file.get(group), h5py.Group):
            raise ResultsError(f"{self.path}: has no /{group} (run the study again)")
        return self._file[group]

    def _dataset(self, group: str, column: str) -> h5py.Dataset:
        datasets = self._group(group)
        if not isinstance(datasets.get(column), h5py.Dataset):
            raise ResultsError(
                f"{self.path}: /{group} has no column {column!r} (there are: "
                f"{', '.join(self.columns(group))})"
            )
        return datasets[column]

    def _read(self, read):
        try:
            return read()
        except OSError as error:
            raise self._damaged(str(error)) from error


def open(path: str | os.PathLike[str]) -> Results:  # noqa: A001 - reads as ts.open("results.h5")
    """Open a results file; raises ResultsError where it is none."""
    return Results(path)


def _runs(scenarios: pd.DataFrame) -> Iterator[slice]:
    """The scenarios' rows of /requests, neighbours joined: [0, 5) and [5, 9) are read as one."""
    begin = end = None
    for first, count in zip(scenarios.first_request, scenarios.request_count):
        if first != end:
            if begin is not None:
                yield slice(begin, end)
            begin = first
        end = first + count
    if begin is not None:
        yield slice(begin, end)


def _select(frame: pd.DataFrame, selection: dict[str, object]) -> pd.DataFrame:
    for column, wanted in selection.items():
        if column not in frame:
            raise ResultsError(f'no column "{column}" to select by (there are: {", ".join(frame)})')
        values = wanted if isinstance(wanted, (list, tuple, set)) else [wanted]
        frame = frame[frame[column].isin(values)]
    return frame
