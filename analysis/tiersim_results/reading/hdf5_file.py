"""One HDF5 file of named columns, or one group of it. Only this module calls h5py."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import h5py
import numpy as np

from tiersim_results.reading.errors import ResultsError, damaged

# deflate makes data at most 1,032 times smaller, so a longer column cannot be in the file.
MOST_COMPRESSED = 1032
# Room for datasets that are all fill value and take no space, such as empty texts.
SMALL = 10_000_000


class Hdf5File:
    """Raises ResultsError if the file is damaged, whatever h5py raises."""

    def __init__(self, path: str, root: str = "") -> None:
        """`root`: the group whose tables and attributes are read, e.g. "simulated/1"; the names of
        tables begin there. If it is empty, the whole file is read."""
        self.path = path
        self._prefix = f"/{root}" if root else ""
        try:
            self._file = h5py.File(path, "r")
        except (OSError, ValueError, RuntimeError) as error:
            raise ResultsError(
                f"{path}: is not an HDF5 file, or damaged (name a results file of tiersim)"
            ) from error
        self._bytes = os.path.getsize(path)
        self._opened: dict[str, dict[str, h5py.Dataset]] = {}
        try:
            self._root = self._found(self._file, root, self._prefix) if root else self._file
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        self._file.close()

    def attributes(self) -> dict[str, object]:
        """The root attributes that are a text or a number."""
        with self._damage_refused():
            attributes = self._root.attrs
            known = {name: _scalar(attributes, name) for name in attributes}
        return {name: value for name, value in known.items() if value is not None}

    def columns(self, group: str) -> list[str]:
        """The names of a group's columns."""
        return list(self._datasets(group))

    def unit(self, group: str, column: str) -> str:
        dataset = self._dataset(group, column)
        with self._damage_refused():
            unit = _scalar(dataset.attrs, "unit") if "unit" in dataset.attrs else ""
        if not isinstance(unit, str):
            raise damaged(self.path, f"the unit of {self.name(group, column)} is no text")
        return unit

    def kind(self, group: str, column: str) -> str:
        """ "text", "integer", "number", or "" for what no results file has."""
        dataset = self._dataset(group, column)
        with self._damage_refused():
            return {"S": "text", "i": "integer", "f": "number"}.get(dataset.dtype.kind, "")

    def length(self, group: str, column: str) -> int:
        """The number of rows; raises ResultsError if the column has other dimensions."""
        dataset = self._dataset(group, column)
        with self._damage_refused():
            shape, width = dataset.shape, dataset.dtype.itemsize
        if shape is None or len(shape) != 1:
            raise damaged(self.path, f"{self.name(group, column)} is no column")
        if shape[0] * width > SMALL + MOST_COMPRESSED * self._bytes:
            raise damaged(self.path, f"{self.name(group, column)} is longer than the file can hold")
        return shape[0]

    def values(self, group: str, column: str, rows: slice = slice(None)) -> np.ndarray:
        """Some rows of a column as stored: texts as fixed-length bytes (dtype S)."""
        dataset = self._dataset(group, column)
        with self._damage_refused():
            return dataset[rows]

    def name(self, group: str, column: str = "") -> str:
        """The full name of a group or a column, for messages: "/scenarios/subject"."""
        return "/".join(filter(None, (f"{self._prefix}/{group}", column)))

    def _group(self, group: str) -> h5py.Group:
        return self._found(self._root, group, self.name(group))

    def _found(self, parent: h5py.Group, group: str, name: str) -> h5py.Group:
        with self._damage_refused():
            found = parent.get(group)
        if not isinstance(found, h5py.Group):
            raise ResultsError(f"{self.path}: has no {name} (run the study again)")
        return found

    def _dataset(self, group: str, column: str) -> h5py.Dataset:
        datasets = self._datasets(group)
        if column not in datasets:
            raise ResultsError(
                f"{self.path}: {self.name(group)} has no column {column!r} (there are: "
                f"{', '.join(datasets)})"
            )
        return datasets[column]

    def _datasets(self, group: str) -> dict[str, h5py.Dataset]:
        """The columns of a group by name. Each is opened once: that takes longer than asking it."""
        if group not in self._opened:
            found = self._group(group)
            with self._damage_refused():
                items = {name: found[name] for name in found}
            own = {name: item for name, item in items.items() if isinstance(item, h5py.Dataset)}
            for name in own:
                if not name.isprintable():
                    raise damaged(self.path, f"{self.name(group)} has a column with an odd name")
            self._opened[group] = own
        return self._opened[group]

    @contextlib.contextmanager
    def _damage_refused(self) -> Iterator[None]:
        """Only calls of h5py stand inside. It raises errors of many types for damaged files."""
        try:
            yield
        except Exception as error:
            problem = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise damaged(self.path, problem) from error


def open_file(path: str, root: str = "") -> Hdf5File:
    """Raises ResultsError if the file is missing, is not HDF5, or has no group `root`."""
    if not os.path.isfile(path):
        raise ResultsError(f"{path}: cannot be read (does it exist?)")
    return Hdf5File(path, root)


def decoded(values: np.ndarray) -> np.ndarray:
    """Texts as str. Equal texts share one object: a column has few different ones."""
    if values.dtype.kind != "S":
        return values
    known: dict[bytes, str] = {}
    return np.array([known.setdefault(v, text(v)) for v in values.tolist()], dtype=object)


def text(value: bytes) -> str:
    """Bytes that are not UTF-8 become the replacement character."""
    return value.decode("utf-8", errors="replace")


def _scalar(attributes: h5py.AttributeManager, name: str) -> str | int | float | None:
    """None if the attribute is anything else.

    Its type is looked at first: HDF5 may read a damaged text of variable length for ever.
    """
    stored = attributes.get_id(name)
    kind = stored.dtype.kind
    if stored.shape != () or kind not in "Sif":
        return None
    value = attributes[name]
    return text(bytes(value)) if kind == "S" else int(value) if kind == "i" else float(value)
