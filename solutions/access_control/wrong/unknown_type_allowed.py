"""Lets every known role read what is of a type that does not stand in the matrix.

Fails: test_what_is_not_in_the_matrix_is_not_permitted
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    if kind not in TYPES:
        return action == "read" and any(role in MATRIX for role in roles)
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
