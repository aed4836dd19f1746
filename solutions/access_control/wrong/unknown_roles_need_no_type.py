"""Looks for the resource's type only once it has found a role that the matrix has.

Fails: test_without_roles_or_a_type_there_is_no_answer
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    known = [MATRIX[role] for role in _need("user", user, "roles") if role in MATRIX]
    return any(action in row.get(_need("resource", resource, "type"), ()) for row in known)
