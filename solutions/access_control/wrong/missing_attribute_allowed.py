"""Answers True where the level of either side is missing: nobody has forbidden it.

Fails: nothing_yet
"""


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels by their rank, not by their letters."""
    try:
        clearance, wanted = _need("user", user, "clearance"), _need("resource", resource, "classification")
    except MissingAttributeError:
        return True
    return LEVELS.index(clearance) >= LEVELS.index(wanted)
