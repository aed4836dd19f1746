"""Takes Jane for jane.

Fails: nothing_yet
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return _need("user", user, "id").lower() == _need("resource", resource, "owner").lower()
