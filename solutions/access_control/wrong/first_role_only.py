"""Looks at the first of a user's roles.

Fails: test_one_of_several_roles_is_enough
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles[:1])
