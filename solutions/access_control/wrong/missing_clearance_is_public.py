"""Takes a user without a clearance for one who may see what is public.

Fails: nothing_yet
"""


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels."""
    clearance = _need("user", {"clearance": "public", **user}, "clearance")
    return LEVELS.index(clearance) >= LEVELS.index(_need("resource", resource, "classification"))
