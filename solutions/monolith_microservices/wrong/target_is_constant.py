"""Takes the target for 80 %, whatever was asked for.

Fails: test_unknown
"""


def _needed(load: Load, target: int) -> int:
    # Whole numbers only: a quotient of floats may end up just above the whole number that it is.
    return -(-load.requests * 100 // (load.capacity * 80))
