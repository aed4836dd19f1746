"""Swallows a missing attribute where it negates a condition, and denies nothing.

Fails: nothing_yet
"""


def _unless(condition: Condition) -> Condition:
    def opposite(*asked: Any) -> bool:
        try:
            return not condition(*asked)
        except MissingAttributeError:
            return False

    return opposite
