"""Takes a resource without a classification for a public one.

Fails: test_the_error_names_what_is_missing,
    test_the_shop_denies_whatever_the_role[clearance-clearance-classification],
    test_what_is_missing_is_no_answer[is_cleared]
"""

def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels."""
    clearance = _need("user", user, "clearance")
    wanted = _need("resource", {"classification": "public", **resource}, "classification")
    return LEVELS.index(clearance) >= LEVELS.index(wanted)
