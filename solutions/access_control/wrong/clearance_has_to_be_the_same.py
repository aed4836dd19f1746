"""Asks for the very level of the classification.

Fails: test_a_clearance_is_good_for_its_level_and_below, test_the_shop_permits_by_role, test_the_whole_way
"""

def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels."""
    return _need("user", user, "clearance") == _need("resource", resource, "classification")
