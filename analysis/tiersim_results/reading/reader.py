"""A results file as pandas data frames (schema: docs/results-schema.md)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from tiersim_results.reading.check import check
from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.hdf5_file import decoded, open_file
from tiersim_results.reading.schema import IDENTITY, is_sweep_column, sweep_column, swept_path_of


class Results:
    """One results file. Close it, or use it in a `with` statement.

    Opening checks the file and reads its small tables. Requests are read when a method needs them,
    and only the rows and columns that it returns.
    """

    def __init__(self, path: str | os.PathLike[str], root: str = "") -> None:
        """`root`: the group of a validation file that holds the results, e.g. "simulated/1".

        Raises ResultsError if the file is no results file, or damaged.
        """
        self.path = os.fspath(path)
        self._file = open_file(self.path, root)
        try:
            check(self._file)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def attributes(self) -> dict[str, str]:
        """Facts about the run: study, versions, machine."""
        return {name: str(value) for name, value in self._file.attributes().items()}

    @property
    def sweep_paths(self) -> list[str]:
        """The study's swept paths, e.g. ["links.edge-cloud.bandwidth"]."""
        return [swept_path_of(name) for name in self.columns("scenarios") if is_sweep_column(name)]

    def columns(self, group: str) -> list[str]:
        """The names of a group's columns, e.g. of "requests"."""
        return self._file.columns(group)

    def unit(self, group: str, column: str) -> str:
        """The unit of a column, e.g. unit("requests", "latency_ns") is "ns"."""
        return self._file.unit(group, column)

    def scenarios(self, **selection: object) -> pd.DataFrame:
        """One row for each scenario that matches: scenarios(operator="sptq")."""
        frame = self._frame("scenarios").set_index("id", drop=False)
        return _select(frame, selection)

    def requests(self, columns: Sequence[str] | None = None, **selection: object) -> pd.DataFrame:
        """One row for each request, with the subject, operator, deployment and swept values of its
        scenario. Times are int64 nanoseconds.

        `columns`: of /requests; all if not given. `selection`: values of columns of /scenarios; a
        list selects any of its values. Only these rows and columns are read. `.to_xarray()` makes
        an xarray dataset.
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
        """One row for each measured stage; `service_ns` and `load_ns` hold arrays of samples."""
        frame = self.profile_table()
        frame["service_ns"] = self._lists(frame, "sample", "profiles/samples", "service_ns")
        frame["load_ns"] = self._lists(frame, "load", "profiles/samples", "load_ns")
        return _select(frame, selection)

    def profile_table(self) -> pd.DataFrame:
        """The rows of `profiles`, without the samples."""
        return self._frame("profiles")

    def variants(self, **selection: object) -> pd.DataFrame:
        """One row for each prepared model: sizes, work, accuracy.

        `class` and `label` hold arrays over the test set: the answered and the right class.
        `layer` and `backend` hold arrays over the layers with weights. The column `variant` of
        /scenarios is a row number of this table.
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
        """One row for each place where a model could be cut, if the study left its cut open."""
        return _select(self._frame("cuts"), selection)

    def column(self, group: str, name: str, rows: slice = slice(None)) -> np.ndarray:
        """A column, or some rows of it, as stored: texts as fixed-length bytes (dtype S)."""
        return self._file.values(group, name, rows)

    def _lists(self, frame: pd.DataFrame, extent: str, group: str, column: str) -> list[np.ndarray]:
        """The part of a column that belongs to each row, by its `first_` and `_count`."""
        data = decoded(self._file.values(group, column))
        extents = zip(frame[f"first_{extent}"], frame[f"{extent}_count"])
        return [data[begin : begin + length] for begin, length in extents]

    def _frame(self, group: str) -> pd.DataFrame:
        return pd.DataFrame(
            {name: decoded(self._file.values(group, name)) for name in self.columns(group)}
        )

    def _rows(self, group: str, column: str, rows: list[slice]) -> np.ndarray:
        parts = [self._file.values(group, column, part) for part in rows or [slice(0)]]
        return decoded(np.concatenate(parts))


def open(path: str | os.PathLike[str]) -> Results:  # noqa: A001 - reads as ts.open("results.h5")
    """Opens a results file; raises ResultsError if it is none, or damaged."""
    return Results(path)


def _runs(scenarios: pd.DataFrame) -> Iterator[slice]:
    """The scenarios' rows of /requests. Neighbouring ranges are joined, to read them at once."""
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
