"""The comparison that a validation file holds, as `tiersim validate` computed it."""

from __future__ import annotations

import pandas as pd

from tiersim_results.reading.schema import sweep_column
from tiersim_results.reading.validation_file import HALVES, Validation
from tiersim_results.validation.comparison import Comparison
from tiersim_results.validation.errors import REFERENCE, verdicts

EMULATED = HALVES[1]


def stored(validation: Validation, budget: float | None = None) -> Comparison:
    """The figures are read from the file. Another `budget` than the file's gives other verdicts."""
    cells = _renamed(validation.cells())
    if budget is not None:
        cells["verdict"] = verdicts(cells, budget)
    return Comparison(
        EMULATED,
        cells,
        _renamed(validation.decisions()),
        validation.parts,
        validation.budget if budget is None else budget,
        units_of(validation),
    )


def units_of(validation: Validation) -> dict[str, str]:
    return {path: validation.unit(sweep_column(path)) for path in validation.sweep_paths}


def _renamed(frame: pd.DataFrame) -> pd.DataFrame:
    """The emulation is the reference."""
    begin = f"{EMULATED}_"
    return frame.rename(
        columns=lambda name: (
            f"{REFERENCE}_{name.removeprefix(begin)}" if name.startswith(begin) else name
        )
    )
