"""Divides floats before it rounds up.

Fails: test_needs_as_many_as_the_target_says
"""

import math


def _needed(load: Load, target: int) -> int:
    # Whole numbers only: a quotient of floats may end up just above the whole number that it is.
    return math.ceil(load.requests / (load.capacity * (target / 100)))
