"""Damages results files: bits on disk, and datasets that are missing or of another kind."""

from __future__ import annotations

import random
import shutil

import h5py
import numpy as np


def damage(source, target, seed):
    """Writes a damaged copy of `source`; the same seed does the same damage. Returns its name."""
    chance = random.Random(seed)
    shutil.copyfile(source, target)
    kind = chance.choice([*ON_DISK, *IN_HDF5])
    if kind in ON_DISK:
        with open(target, "r+b") as file:
            ON_DISK[kind](file, chance)
        return kind
    with h5py.File(target, "r+") as file:
        return f"{kind} {IN_HDF5[kind](file, chance)}"


def _size(file):
    return file.seek(0, 2)


def _flip_bits(file, chance):
    size = _size(file)
    for _ in range(chance.choice([1, 1, 3, 30])):
        at = chance.randrange(size)
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << chance.randrange(8)]))


def _overwrite(file, chance):
    size = _size(file)
    length = chance.choice([8, 64, 512, 4096])
    file.seek(chance.randrange(size))
    file.write(chance.choice([bytes(length), b"\xff" * length, chance.randbytes(length)]))


def _cut(file, chance):
    file.truncate(chance.randrange(_size(file)))


def _shift(file, chance):
    """Bytes are lost, or others come in between."""
    at, length = chance.randrange(_size(file)), chance.choice([1, 8, 100])
    file.seek(at)
    rest = file.read()
    file.seek(at)
    file.write(rest[length:] if chance.random() < 0.5 else chance.randbytes(length) + rest)
    file.truncate()


ON_DISK = {"flip bits": _flip_bits, "overwrite": _overwrite, "cut": _cut, "shift": _shift}


def _names(file):
    found = []
    file.visititems(lambda name, item: found.append(name))
    return sorted(found)


def _columns(file):
    return [name for name in _names(file) if isinstance(file[name], h5py.Dataset)]


def _replace(file, name, values):
    attributes = dict(file[name].attrs)
    del file[name]
    file[name] = values
    file[name].attrs.update(attributes)


def _drop(file, chance):
    name = chance.choice(_names(file))
    del file[name]
    return name


def _drop_attribute(file, chance):
    name = chance.choice(["/", *_names(file)])
    attributes = sorted(file[name].attrs)
    if attributes:
        del file[name].attrs[chance.choice(attributes)]
    return name


def _change_attribute(file, chance):
    name = chance.choice(["/", *_names(file)])
    attributes = sorted(file[name].attrs)
    if attributes:
        odd = [1.5, np.arange(3), np.array([], "S1"), b"\xff\xfe", -1, h5py.Empty("f8")]
        file[name].attrs[chance.choice(attributes)] = chance.choice(odd)
    return name


def _change_shape(file, chance):
    name = chance.choice(_columns(file))
    values = file[name][()]
    changed = [values[:-1], np.append(values, values[:1]), values[:0], values[:, None]]
    _replace(file, name, chance.choice([*changed, values[0] if len(values) else 0]))
    return name


def _change_group(file, chance):
    """All columns of a group become one row shorter or empty, or the group becomes a column."""
    name = chance.choice([name for name in _names(file) if name not in _columns(file)])
    rows = chance.choice([0, 1, -1])
    if chance.random() < 0.3:
        _replace(file, name, np.arange(3))
        return name
    for column in _columns(file):
        if column.rsplit("/", 1)[0] == name:
            _replace(file, column, file[column][()][:rows])
    return name


def _change_type(file, chance):
    name = chance.choice(_columns(file))
    count = len(file[name])
    odd = [
        np.full(count, 0.5),
        np.full(count, np.nan),
        np.full(count, -7),
        np.full(count, 2**40),
        np.full(count, 2**63, np.uint64),
        np.full(count, b"\xff\xfe odd"),
        np.full(count, True),
        np.full(count, 1 + 2j),
        np.zeros(count, [("x", "i4")]),
    ]
    _replace(file, name, chance.choice(odd))
    return name


def _change_values(file, chance):
    """Some values of a column become odd ones of the same type."""
    name = chance.choice(_columns(file))
    values = file[name][()]
    if len(values):
        where = np.array([chance.random() < 0.2 for _ in values])
        where[chance.randrange(len(values))] = True
        if values.dtype.kind == "f":
            values[where] = chance.choice([np.nan, np.inf, -np.inf, -1.0, 0.0, 1e308, 5e-324])
        elif values.dtype.kind in "iu":
            values[where] = chance.choice([-1, 0, -(2**63), 2**63 - 1, 7])
        else:
            values[where] = chance.choice([b"", b"\x00\xff", b"\x1b[31m", b"other"])
        _replace(file, name, values)
    return name


IN_HDF5 = {
    "drop": _drop,
    "drop attribute of": _drop_attribute,
    "change attribute of": _change_attribute,
    "change shape of": _change_shape,
    "change group": _change_group,
    "change type of": _change_type,
    "change values of": _change_values,
}
