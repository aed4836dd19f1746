"""Takes an admin for the owner of everything.

Fails: test_the_owner_is_who_has_the_id
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return _need("user", user, "id") == _need("resource", resource, "owner") or "admin" in user.get("roles", ())
