"""Takes Jane for jane.

Fails: test_the_owner_is_who_has_the_id
"""

def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return _need("user", user, "id").lower() == _need("resource", resource, "owner").lower()
