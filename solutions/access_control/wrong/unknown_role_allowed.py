"""Takes a role that is not in the matrix for a viewer.

Fails: test_an_unknown_role_permits_nothing
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return any(action in MATRIX.get(role, MATRIX["viewer"]).get(kind, ()) for role in roles)
