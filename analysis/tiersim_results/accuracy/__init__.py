"""Top-1 accuracy: how well it is known, and how that of two models compares."""
