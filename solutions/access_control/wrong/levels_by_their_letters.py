"""Compares the levels as texts, by the alphabet.

Fails: nothing_yet
"""


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels."""
    return _need("user", user, "clearance") >= _need("resource", resource, "classification")
