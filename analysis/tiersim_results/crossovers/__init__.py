"""Finds the swept values at which two alternatives change places."""
