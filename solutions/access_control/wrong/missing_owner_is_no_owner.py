"""Answers False where the owner is missing.

Fails: test_a_deny_rule_that_raises_denies, test_another_form_is_missing[is_owner],
    test_example_nobody_owns_what_has_no_owner, test_the_error_names_what_is_missing,
    test_what_is_missing_is_no_answer[is_owner]
"""

def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the user's id and the owner."""
    return bool(resource.get("owner")) and _need("user", user, "id") == resource["owner"]
