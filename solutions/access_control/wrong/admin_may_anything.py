"""Permits an admin everything, whatever the action and the type are.

Fails: test_what_is_not_in_the_matrix_is_not_permitted
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return "admin" in roles or any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
