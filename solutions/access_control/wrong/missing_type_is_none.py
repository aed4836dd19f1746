"""Answers False where the type is missing.

Fails: nothing_yet
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles, kind = _need("user", user, "roles"), str(resource.get("type"))
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
