"""Reads and checks one results file."""
