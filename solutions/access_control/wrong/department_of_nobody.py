"""Compares the departments that are there: none equals none.

Fails: test_another_form_is_missing[same_department], test_the_error_names_what_is_missing,
    test_what_is_missing_is_no_answer[same_department]
"""

def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the departments."""
    return user.get("department") == resource.get("department")
