"""Answers False where the owner is missing.

Fails: nothing_yet
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return bool(resource.get("owner")) and _need("user", user, "id") == resource["owner"]
