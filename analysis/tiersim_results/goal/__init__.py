"""Answers the goal of a study: what meets it, how surely, from which swept value on."""
