"""Texts of an HDF5 file as Python strings."""

from __future__ import annotations

import h5py
import numpy as np


def text(value: object) -> str:
    """Bytes that are not UTF-8 become the replacement character."""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value).encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def decoded(dataset: h5py.Dataset, values: np.ndarray) -> np.ndarray:
    """Values of a column; texts as str. Equal texts share one object: a column has few of them."""
    if dataset.dtype.kind not in "SO":
        return values
    known: dict[bytes, str] = {}
    return np.array([known.setdefault(v, text(v)) for v in values.tolist()], dtype=object)
