"""Okabe & Ito's colours (jfly.uni-koeln.de/color): told apart by the colour-blind.

The same in every figure and page of every study.
"""

# Nearest deployment first.
COLOURS = {
    "mobile": "#E69F00",
    "edge": "#0072B2",
    "cloud": "#009E73",
    "mobile-edge": "#CC79A7",
    "edge-cloud": "#D55E00",
    "mobile-cloud": "#56B4E9",
}
# What a request spends its time on.
KIND_COLOURS = {"network": "#56B4E9", "queue": "#E69F00", "load": "#F0E442", "compute": "#009E73"}
