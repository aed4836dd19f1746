"""Takes one text for a list of one role.

Fails: nothing_yet
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles = [user["roles"]] if isinstance(user.get("roles"), str) else _need("user", user, "roles")
    kind = _need("resource", resource, "type")
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
