"""Refuses a file that is not of this schema, or whose tables do not belong together.

The values of requests are not read here: there may be millions.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tiersim_results.reading.errors import ResultsError, damaged
from tiersim_results.reading.hdf5_file import Hdf5File
from tiersim_results.reading.schema import (
    EXTENTS,
    LISTS,
    OPTIONAL,
    REQUIRED,
    SCHEMA_VERSION,
    VALIDATION,
    is_sweep_column,
    is_time,
)


def check(file: Hdf5File) -> None:
    """Raises ResultsError."""
    check_version(file)
    if file.attributes().get("mode") == VALIDATION:
        raise ResultsError(
            f"{file.path}: is a validation, not the results of one run "
            "(see: tiersim-analyze validate, tiersim-analyze report)"
        )
    for table, kinds in REQUIRED.items():
        for column, kind in kinds.items():
            _check_kind(file, table, column, kind)
        _check_columns(file, table, file.columns(table))
    for table, kinds in OPTIONAL.items():
        names = _columns(file, table)
        for column in set(kinds) & names:
            _check_kind(file, table, column, kinds[column])
        _check_columns(file, table, names)
    _check_scenarios(file)
    for extent in EXTENTS:
        _check_extent(file, *extent)
    _check_profiles(file)


def check_version(file: Hdf5File) -> None:
    """Raises ResultsError if the file is not of this schema."""
    version = file.attributes().get("schema_version")
    if not isinstance(version, int):
        raise ResultsError(
            f"{file.path}: is an HDF5 file, but not of tiersim (name a results file)"
        )
    if version != SCHEMA_VERSION:
        raise ResultsError(
            f"{file.path}: has schema version {version}, this package reads {SCHEMA_VERSION} "
            "(use the tiersim that wrote it, or run the study again)"
        )


def _columns(file: Hdf5File, table: str) -> set[str]:
    """The columns of a table, which may be missing if no answer rests on it alone."""
    try:
        return set(file.columns(table))
    except ResultsError:
        return set()


def _check_kind(file: Hdf5File, table: str, column: str, kind: str) -> None:
    if file.kind(table, column) != kind:
        raise damaged(file.path, f"{file.name(table, column)} holds no {kind}s")


def _check_columns(file: Hdf5File, table: str, names: Iterable[str]) -> None:
    lengths = {file.length(table, name) for name in names}
    if len(lengths) > 1 and table != LISTS:
        raise damaged(file.path, f"columns of {file.name(table)} differ in length")
    for name in names:
        if not file.kind(table, name):
            raise damaged(file.path, f"{file.name(table, name)} is neither text nor numbers")
        if is_time(name):
            _check_kind(file, table, name, "integer")


def _check_scenarios(file: Hdf5File) -> None:
    ids, accuracy = (file.values("scenarios", name) for name in ("id", "accuracy"))
    if not np.array_equal(ids, np.arange(ids.size)):
        raise damaged(file.path, f"{file.name('scenarios', 'id')} does not count the rows")
    if not (np.isnan(accuracy) | ((accuracy >= 0) & (accuracy <= 1))).all():
        raise damaged(file.path, f"{file.name('scenarios', 'accuracy')} is not within 0 .. 1")
    for name in filter(is_sweep_column, file.columns("scenarios")):
        file.unit("scenarios", name)  # refuses one that is no text
        swept = file.values("scenarios", name)
        if swept.dtype.kind == "f" and np.isinf(swept).any():
            raise damaged(file.path, f"{file.name('scenarios', name)} is infinite")
    if "variant" in _columns(file, "scenarios"):
        variant = file.values("scenarios", "variant")
        names = sorted(_columns(file, "variants"))
        count = file.length("variants", names[0]) if names else 0
        if ((variant < -1) | (variant >= count)).any():
            raise damaged(file.path, f"{file.name('scenarios', 'variant')} is no row of /variants")


def _check_extent(
    file: Hdf5File, table: str, first: str, count: str, target: str, column: str
) -> None:
    """`first` and `count` name rows of the table `target`."""
    if not {first, count} <= _columns(file, table) or column not in _columns(file, target):
        return
    total = file.length(target, column)
    begins, counts = file.values(table, first), file.values(table, count)
    # Differences, not sums: a sum of two damaged numbers may overflow.
    if ((begins < 0) | (counts < 0) | (counts > total) | (begins > total - counts)).any():
        raise damaged(file.path, f"{file.name(table)} names rows beyond the last of /{target}")


def _check_profiles(file: Hdf5File) -> None:
    """-1 stands for an unknown time."""
    for name in filter(is_time, file.columns("profiles")):
        if (file.values("profiles", name) < -1).any():
            raise damaged(file.path, f"{file.name('profiles', name)} is negative")
