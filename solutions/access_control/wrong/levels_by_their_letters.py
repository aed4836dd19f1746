"""Compares the levels as texts, by the alphabet.

Fails: test_a_clearance_is_good_for_its_level_and_below, test_the_whole_way
"""


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels by their rank, not by their letters."""
    clearance, wanted = _need("user", user, "clearance"), _need("resource", resource, "classification")
    return clearance >= wanted
