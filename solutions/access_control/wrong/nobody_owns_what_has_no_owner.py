"""Compares None with None: a user without an id owns what has no owner.

Fails: test_example_nobody_owns_what_has_no_owner, test_what_is_missing_is_no_answer[is_owner],
    test_the_error_names_what_is_missing, test_a_deny_rule_that_raises_denies,
    test_the_shop_lets_people_delete_their_own_posts
"""


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return user.get("id") == resource.get("owner")
