"""Names that the results schema fixes (docs/results-schema.md)."""

SCHEMA_VERSION = 1

# Columns of /scenarios that name what ran where. Requests may be selected by them.
IDENTITY = ["subject", "operator", "deployment"]
# An alternative is an operator on a deployment.
ALTERNATIVE = IDENTITY[1:]

# The column of a swept path is named "sweep.PATH".
_SWEEP = "sweep."


def sweep_column(path: str) -> str:
    """sweep_column("seed") is "sweep.seed"."""
    return _SWEEP + path


def is_sweep_column(name: str) -> bool:
    return name.startswith(_SWEEP)


def swept_path_of(column: str) -> str:
    """swept_path_of("sweep.seed") is "seed"."""
    return column.removeprefix(_SWEEP)
