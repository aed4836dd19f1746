"""Lets every known role read what is of a type that is not in the matrix.

Fails: test_what_is_not_in_the_matrix_is_not_permitted
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return any(action in MATRIX.get(role, {"x": ()}).get(kind, () if kind in TYPES else ("read",)) for role in roles)
