"""Catches the exception of a condition and takes it for False, whatever the effect of the rule.

Fails: test_a_deny_rule_that_raises_denies, test_without_a_type_a_rule_about_types_is_indeterminate,
    test_every_decision_has_a_reason, test_the_shop_denies_whatever_the_role,
    test_the_shop_changes_settings_and_bills_in_business_hours
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why it is indeterminate."""
    if rule.actions is not None and action not in rule.actions:
        return False
    try:
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
        answer = rule.when(user, action, resource, environment)
    except Exception:
        return False
    return answer if isinstance(answer, bool) else f"indeterminate (the condition returned {answer!r})"
