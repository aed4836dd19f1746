"""Answers True where the level of either side is missing: nobody has forbidden it.

Fails: test_what_is_missing_is_no_answer[is_cleared], test_the_error_names_what_is_missing,
    test_the_shop_denies_whatever_the_role[clearance]
"""


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels by their rank, not by their letters."""
    try:
        clearance, wanted = _need("user", user, "clearance"), _need("resource", resource, "classification")
    except MissingAttributeError:
        return True
    return LEVELS.index(clearance) >= LEVELS.index(wanted)
