"""Looks at the first region of a residency.

Fails: test_the_region_is_one_of_the_residency
"""


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return _need("user", user, "region") in _need("resource", resource, "residency")[:1]
