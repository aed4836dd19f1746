"""Compares what is there: a user without an id owns what has no owner.

Fails: nothing_yet
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return user.get("id") == resource.get("owner")
