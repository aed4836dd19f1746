"""Raises KeyError for what is missing, in the conditions for owner and department.

Fails: nothing_yet
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return user["id"] == resource["owner"]


def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the departments."""
    return user["department"] == resource["department"]
