"""The report: all answers about a results file, as one HTML file that needs no other."""

from tiersim_results.page.build import build

__all__ = ["build"]
