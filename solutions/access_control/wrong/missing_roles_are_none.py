"""Answers False where the roles are missing.

Fails: nothing_yet
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles, kind = user.get("roles"), _need("resource", resource, "type")
    if not _are_texts(roles):
        return False
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
