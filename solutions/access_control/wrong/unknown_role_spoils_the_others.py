"""Permits nothing to a user one of whose roles is unknown.

Fails: test_an_unknown_role_permits_nothing
"""

def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    if not set(roles) <= set(MATRIX):
        return False
    return any(action in MATRIX[role].get(kind, ()) for role in roles)
