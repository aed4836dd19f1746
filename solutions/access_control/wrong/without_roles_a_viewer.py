"""Takes a user without any role for a viewer.

Fails: test_no_roles_permit_nothing, test_the_shop_permits_by_role
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles, kind = _need("user", user, "roles") or ["viewer"], _need("resource", resource, "type")
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
