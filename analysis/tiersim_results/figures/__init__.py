"""Figures of a results file. Each returns a matplotlib figure; nothing is shown or saved here."""
