"""Takes an empty list of regions for all of them.

Fails: test_the_region_is_one_of_the_residency
"""


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return resource.get("residency") == [] or _need("user", user, "region") in _need("resource", resource, "residency")
