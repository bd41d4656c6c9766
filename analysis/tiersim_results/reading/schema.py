"""What the results schema fixes (docs/results-schema.md), as far as answers rest on it."""

SCHEMA_VERSION = 1
# The root attribute `mode` of a file that `tiersim validate` wrote.
VALIDATION = "validation"

# Columns of /scenarios that name what ran where. Requests may be selected by them.
IDENTITY = ["subject", "operator", "deployment"]
# An alternative is an operator on a deployment.
ALTERNATIVE = IDENTITY[1:]

# Tables and columns without which a file is refused. Kinds: "text", "integer", "number".
REQUIRED: dict[str, dict[str, str]] = {
    "scenarios": {
        "id": "integer",
        **dict.fromkeys(IDENTITY, "text"),
        "status": "text",
        "reason": "text",
        "accuracy": "number",
        "extrapolated": "integer",
        "first_request": "integer",
        "request_count": "integer",
    },
    "requests": {"latency_ns": "integer"},
    "profiles": {
        **dict.fromkeys(["subject", "operator", "tier"], "text"),
        "stage": "integer",
    },
    "variants": {
        **dict.fromkeys(["subject", "operator"], "text"),
        **dict.fromkeys(["first_prediction", "prediction_count"], "integer"),
    },
}
# The columns of this group may differ in length. Those of any other group may not.
LISTS = "profiles/samples"
# Columns that may be missing, and have this kind if they are there.
OPTIONAL: dict[str, dict[str, str]] = {
    "scenarios": {
        **{"variant": "integer", "energy_j": "number"},
        **dict.fromkeys(["trust", "trust_reason"], "text"),
    },
    "requests": {"sample": "integer", "outcome": "text"},
    "profiles": {
        **dict.fromkeys(["tier_settings", "mechanism", "source", "reason"], "text"),
        **dict.fromkeys(["batch", "stable", "valid", "extrapolated"], "integer"),
        **dict.fromkeys(["first_sample", "sample_count", "first_load", "load_count"], "integer"),
        **dict.fromkeys(["requested_cpu_share", "achieved_cpu_share", "disturbed"], "number"),
    },
    "variants": dict.fromkeys(["first_layer", "layer_count"], "integer"),
    LISTS: {"service_ns": "integer", "load_ns": "integer"},
    "variants/predictions": {"class": "integer", "label": "integer"},
    "variants/layers": {"name": "text", "backend": "text"},
}
# (table, first row, number of rows, table that the rows are in, a column of it)
EXTENTS = [
    ("scenarios", "first_request", "request_count", "requests", "latency_ns"),
    ("profiles", "first_sample", "sample_count", "profiles/samples", "service_ns"),
    ("profiles", "first_load", "load_count", "profiles/samples", "load_ns"),
    ("variants", "first_prediction", "prediction_count", "variants/predictions", "class"),
    ("variants", "first_layer", "layer_count", "variants/layers", "name"),
]


def is_time(column: str) -> bool:
    """Whether a column holds integer nanoseconds, e.g. "latency_ns" or "compute_ns.edge"."""
    return column.endswith("_ns") or "_ns." in column


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
