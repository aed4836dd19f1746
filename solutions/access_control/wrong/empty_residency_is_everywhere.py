"""Takes an empty list of regions for all of them.

Fails: test_the_region_is_one_of_the_residency
"""


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look for the user's region in those in which the data may be seen."""
    region, residency = _need("user", user, "region"), _need("resource", resource, "residency")
    return not residency or region in residency
