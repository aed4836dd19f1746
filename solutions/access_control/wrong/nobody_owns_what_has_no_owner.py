"""Compares None with None: a user without an id owns what has no owner.

Fails: nothing_yet
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return user.get("id") == resource.get("owner")
