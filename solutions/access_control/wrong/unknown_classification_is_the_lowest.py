"""Takes a classification that it does not know for one that is below all levels.

Fails: test_a_level_that_is_unknown_is_missing
"""

def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels."""
    clearance, wanted = _need("user", user, "clearance"), resource.get("classification")
    if not wanted or not isinstance(wanted, str):
        raise MissingAttributeError("resource.classification")
    return LEVELS.index(clearance) >= (LEVELS.index(wanted) if wanted in LEVELS else -1)
