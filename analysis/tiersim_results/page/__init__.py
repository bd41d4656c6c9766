"""The report: all answers about a results file, as one HTML file that needs no other."""

from tiersim_results.page.build import build
from tiersim_results.page.validation import build_validation

__all__ = ["build", "build_validation"]
