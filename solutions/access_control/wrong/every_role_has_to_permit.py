"""Permits only what all of a user's roles permit, so everything to who has none.

Fails: test_an_unknown_role_permits_nothing, test_no_roles_permit_nothing,
    test_one_of_several_roles_is_enough, test_the_shop_permits_by_role
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look into the matrix."""
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return all(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
