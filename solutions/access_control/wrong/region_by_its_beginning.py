"""Takes eu for a part of eu-west.

Fails: test_the_region_is_one_of_the_residency
"""

def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look for the user's region in those in which the data may be seen."""
    region = _need("user", user, "region")
    return any(each.startswith(region) for each in _need("resource", resource, "residency"))
