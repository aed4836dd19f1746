"""Adds an instance where the number is exact.

Fails: test_adds_up_what_microservices_cost, test_compares_what_both_shapes_cost,
    test_needs_as_many_as_the_target_says, test_scales_only_what_is_hot, test_scales_the_whole_monolith
"""


def _needed(load: Load, target: int) -> int:
    # Whole numbers only: a quotient of floats may end up just above the whole number that it is.
    return load.requests * 100 // (load.capacity * target) + 1
