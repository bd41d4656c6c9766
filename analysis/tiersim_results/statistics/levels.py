"""How sure an answer must be: the same in all intervals and tests."""

CONFIDENCE = 0.95  # of every interval
SIGNIFICANCE = 0.05  # a test is significant below it: 1 - CONFIDENCE
NORMAL_95 = 1.959963984540054  # half width of a normal's 95 % interval, in standard deviations
