"""Figures of a results file. Each function returns a matplotlib figure; none is shown or saved."""
