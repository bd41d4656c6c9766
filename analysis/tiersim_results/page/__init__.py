"""The report: everything a results file says, as one HTML file that needs nothing else."""

from tiersim_results.page.build import build

__all__ = ["build"]
