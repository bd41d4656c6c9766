"""Writes a file as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tiersim_results.reading.errors import ResultsError

if TYPE_CHECKING:  # matplotlib takes a second to load, and most commands draw nothing
    from matplotlib.figure import Figure


@contextlib.contextmanager
def whole_file(path: str) -> Iterator[str]:
    """Gives a temporary path to write to, and moves it to `path` when nothing failed.

    Raises ResultsError if that is not possible, or if `path` exists and is no regular file.
    """
    if os.path.exists(path) and not os.path.isfile(path):
        raise ResultsError(f"{path}: is there and is no file (choose another with -o)")
    folder, name = os.path.split(os.path.abspath(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    except OSError as error:
        raise ResultsError(_cannot(path, error)) from error
    os.close(handle)
    try:
        yield temporary
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)  # as for any other new file; mkstemp makes a private one
        os.replace(temporary, path)
    except BaseException as error:
        os.unlink(temporary)
        if isinstance(error, OSError):
            raise ResultsError(_cannot(path, error)) from error
        raise


def _cannot(path: str, error: OSError) -> str:
    return f"{path}: cannot be written: {error.strerror or error} (choose another with -o)"


def make_folder(path: str) -> None:
    """Makes the folder if it is missing; raises ResultsError if that is not possible."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise ResultsError(_cannot(path, error)) from error


def save_figure(figure: Figure, stem: str) -> None:
    """Writes STEM.png and STEM.svg, and prints their names to standard error."""
    for form in ("png", "svg"):
        # Without dates, equal figures are equal files.
        with whole_file(f"{stem}.{form}") as path:
            figure.savefig(path, format=form, dpi=150, metadata=_UNDATED.get(form))
        print(f"wrote {stem}.{form}", file=sys.stderr)


_UNDATED = {"svg": {"Date": None}, "png": {"Software": None}}
