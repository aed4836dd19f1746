"""Rounds the number of instances down.

Fails: test_needs_as_many_as_the_target_says, test_scales_only_what_is_hot
"""


def _needed(load: Load, target: int) -> int:
    # Whole numbers only: a quotient of floats may end up just above the whole number that it is.
    return max(1, load.requests * 100 // (load.capacity * target))
