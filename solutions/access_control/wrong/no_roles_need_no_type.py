"""Answers for an empty list of roles before it looks for the resource's type.

Fails: test_without_roles_or_a_type_there_is_no_answer
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    roles = _need("user", user, "roles")
    if not roles:
        return False
    kind = _need("resource", resource, "type")
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
