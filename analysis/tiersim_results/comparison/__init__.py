"""Compares scenarios: ranks, ratios of medians, the Pareto front."""
