"""Raises KeyError for what is missing, in the conditions for owner and department.

Fails: test_another_form_is_missing[is_owner], test_another_form_is_missing[same_department],
    test_example_nobody_owns_what_has_no_owner, test_the_error_names_what_is_missing,
    test_what_is_missing_is_no_answer[is_owner], test_what_is_missing_is_no_answer[same_department]
"""

def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return user["id"] == resource["owner"]


def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the departments."""
    return user["department"] == resource["department"]
