"""Evaluates every rule, whatever types it lists.

Fails: test_a_rule_covers_the_types_it_lists, test_without_a_type_a_rule_about_types_is_indeterminate,
    test_the_shop_lets_people_delete_their_own_posts, test_the_shop_changes_settings_and_bills_in_business_hours
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why it is indeterminate."""
    if rule.actions is not None and action not in rule.actions:
        return False
    try:
        answer = rule.when(user, action, resource, environment)
    except Exception as error:
        return f"indeterminate ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"indeterminate (the condition returned {answer!r})"
