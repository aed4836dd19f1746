"""Asks the condition first, and looks at actions and types only if it could be told.

Fails: test_a_rule_about_something_else_has_no_say,
    test_the_shop_changes_settings_and_bills_in_business_hours,
    test_the_shop_lets_people_delete_their_own_posts
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why that can't be told."""
    try:
        answer = rule.when(user, action, resource, environment)
        if rule.actions is not None and action not in rule.actions:
            return False
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
    except Exception as error:
        return f"it can't be told ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"it can't be told (the answer was {answer!r})"
