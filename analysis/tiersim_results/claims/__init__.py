"""Reads claims about results, and checks whether they hold."""
