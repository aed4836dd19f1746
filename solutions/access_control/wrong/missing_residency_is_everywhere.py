"""Takes a resource without a residency for one that may be seen everywhere.

Fails: nothing_yet
"""


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look for the user's region in those in which the data may be seen."""
    region = _need("user", user, "region")
    return resource.get("residency") is None or region in _need("resource", resource, "residency")
