"""Takes an admin for the owner of everything.

Fails: test_roles_make_no_difference_to_attributes
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return _need("user", user, "id") == _need("resource", resource, "owner") or "admin" in user.get("roles", ())
