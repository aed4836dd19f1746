"""Takes an empty list of regions for all of them.

Fails: nothing_yet
"""


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return resource.get("residency") == [] or _need("user", user, "region") in _need("resource", resource, "residency")
