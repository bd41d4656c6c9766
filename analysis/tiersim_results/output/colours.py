"""Okabe & Ito's colours (jfly.uni-koeln.de/color), which colour-blind people can tell apart.

Every figure and every page gives a deployment the same colour.
"""

# The nearest deployment comes first.
DEPLOYMENT_COLOURS = {
    "mobile": "#E69F00",
    "edge": "#0072B2",
    "cloud": "#009E73",
    "mobile-edge": "#CC79A7",
    "edge-cloud": "#D55E00",
    "mobile-cloud": "#56B4E9",
}
