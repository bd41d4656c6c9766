"""Files are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tiersim_results.reading.errors import ResultsError

if TYPE_CHECKING:  # it takes a second to load, and most commands draw nothing
    from matplotlib.figure import Figure


@contextlib.contextmanager
def whole_file(path: str) -> Iterator[str]:
    """A path beside `path` to write to; it takes the place of `path` when all went well.

    Raises ResultsError where that cannot be, or `path` is there and is no file.
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
        os.chmod(temporary, 0o666 & ~mask)  # as any other new file; mkstemp's is private
        os.replace(temporary, path)
    except BaseException as error:
        os.unlink(temporary)
        if isinstance(error, OSError):
            raise ResultsError(_cannot(path, error)) from error
        raise


def _cannot(path: str, error: OSError) -> str:
    return f"{path}: cannot be written: {error.strerror or error} (choose another with -o)"


def save_figure(figure: Figure, stem: str) -> None:
    """STEM.png and STEM.svg; tells their names on standard error."""
    for form in ("png", "svg"):
        # Text of an SVG stays text, and equal figures are equal files.
        with whole_file(f"{stem}.{form}") as path:
            figure.savefig(path, format=form, dpi=150, metadata=_UNDATED.get(form))
        print(f"wrote {stem}.{form}", file=sys.stderr)


_UNDATED = {"svg": {"Date": None}, "png": {"Software": None}}
