"""The commands of tiersim-analyze, one module each.

A command has `HELP`, a line; `add_arguments(parser)`; and `run(analysis, arguments) -> int`, which
returns the exit status. It writes tables to standard output, and the names of the files it wrote to
standard error. A command that also reads the files of `tiersim validate` has
`run_on_validation(validation, arguments) -> int`.
"""

# In the order of the help text.
NAMES = [
    "summary",
    "compare",
    "pareto",
    "sweep",
    "crossover",
    "waterfall",
    "advise",
    "findings",
    "validate",
    "report",
]
