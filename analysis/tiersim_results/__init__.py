"""Read tiersim's results files.

>>> import tiersim_results as ts
>>> results = ts.open("results/quickstart.h5")
>>> results.requests(operator="sptq").groupby("deployment").latency_ns.median() / MILLISECOND
"""

from tiersim_results.reading.errors import ResultsError
from tiersim_results.reading.reader import Results, open
from tiersim_results.reading.validation_file import Validation, is_validation

__all__ = ["Results", "ResultsError", "Validation", "is_validation", "open"]
