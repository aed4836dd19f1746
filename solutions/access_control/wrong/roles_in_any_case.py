"""Takes Admin for admin.

Fails: nothing_yet
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return any(action in MATRIX.get(role.lower(), {}).get(kind, ()) for role in roles)
