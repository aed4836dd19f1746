"""Takes one text for a list of one role.

Fails: test_without_roles_or_a_type_there_is_no_answer
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    kind = _need("resource", resource, "type")
    roles = [user["roles"]] if isinstance(user.get("roles"), str) else _need("user", user, "roles")
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
