"""Takes a resource without a classification for a public one.

Fails: nothing_yet
"""


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels."""
    clearance = _need("user", user, "clearance")
    wanted = _need("resource", {"classification": "public", **resource}, "classification")
    return LEVELS.index(clearance) >= LEVELS.index(wanted)
