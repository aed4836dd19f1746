"""Permits only what all of a user's roles permit, and so everything to a user without roles.

Fails: test_one_of_several_roles_is_enough, test_an_unknown_role_permits_nothing,
    test_the_shop_lets_people_delete_their_own_posts
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return all(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
