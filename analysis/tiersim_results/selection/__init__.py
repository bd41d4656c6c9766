"""Selects, groups and pairs scenarios, by what a question names."""
