"""Published samples, as R's package datasets prints them, and numbers that any language can make.

Reference values in the tests are of R 4.2.2; of cliff.delta in its package effsize at 03025ad.
"""

import numpy as np

# R: split(InsectSprays$count, InsectSprays$spray). Beall, Biometrika 32 (1942): insects left.
INSECT_SPRAYS = {
    "A": np.array([10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13]),
    "B": np.array([11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13]),
    "C": np.array([0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4]),
    "D": np.array([3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4]),
    "E": np.array([3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4]),
    "F": np.array([11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13]),
}

_OZONE = {
    5: "41 36 12 18 28 23 19 8 7 16 11 14 18 14 34 6 30 11 1 11 4 32 23 45 115 37",
    6: "29 71 39 23 21 37 20 12 13",
    7: "135 49 32 64 40 77 97 97 85 10 27 7 48 35 61 79 63 16 80 108 20 52 82 50 64 59",
    8: "39 9 16 78 35 66 122 89 110 44 28 65 22 59 23 31 44 21 9 45 168 73 76 118 84 85",
    9: "96 78 73 91 47 32 20 23 21 24 44 21 28 9 13 46 18 13 24 16 13 23 36 7 14 30 14 18 20",
}
# R: with(na.omit(airquality[, c("Ozone", "Month")]), split(Ozone, Month)). Chambers et al. (1983).
OZONE = {month: np.array(list(map(float, days.split()))) for month, days in _OZONE.items()}

# R: split(sleep$extra, sleep$group). Student, Biometrika 6 (1908): ten patients, two drugs, hours.
SLEEP = (
    np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]),
    np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]),
)

# R: example(wilcox.test). Hollander & Wolfe (1973), p. 29: depression before and after.
DEPRESSION = (
    np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]),
    np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]),
)

# R: i <- 1:120; a <- (i * 37) %% 101; b <- (i * 53 + 7) %% 97 + 12. One pair is equal, many tie.
_I = np.arange(1, 121)
TIED_PAIRS = ((_I * 37) % 101, (_I * 53 + 7) % 97 + 12)
