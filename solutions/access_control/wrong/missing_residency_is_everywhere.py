"""Takes a resource without a residency for one that may be seen everywhere.

Fails: test_the_error_names_what_is_missing,
    test_the_shop_denies_whatever_the_role[residency-region-residency],
    test_what_is_missing_is_no_answer[in_residency]
"""

def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Look for the user's region in those in which the data may be seen."""
    region = _need("user", user, "region")
    return resource.get("residency") is None or region in _need("resource", resource, "residency")
