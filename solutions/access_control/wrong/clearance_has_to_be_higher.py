"""Asks for a clearance above the classification.

Fails: test_a_clearance_is_good_for_its_level_and_below, test_a_level_that_is_unknown_is_missing,
    test_another_form_is_missing[is_cleared], test_roles_make_no_difference_to_attributes, test_the_whole_way,
    test_what_is_missing_is_no_answer[is_cleared]
"""


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels."""
    clearance, wanted = _need("user", user, "clearance"), _need("resource", resource, "classification")
    return LEVELS.index(clearance) > LEVELS.index(wanted)
