"""Takes an empty list of regions for all of them.

Fails: nothing_yet
"""


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look for the user's region in those in which the data may be seen."""
    region, residency = _need("user", user, "region"), _need("resource", resource, "residency")
    return not residency or region in residency
