"""Permits only what all of a user's roles permit, and so everything to a user without roles.

Fails: nothing_yet
"""


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return all(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)
