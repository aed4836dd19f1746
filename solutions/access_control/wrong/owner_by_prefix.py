"""Takes jane for the owner of what belongs to jane2.

Fails: nothing_yet
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return _need("resource", resource, "owner").startswith(_need("user", user, "id"))
