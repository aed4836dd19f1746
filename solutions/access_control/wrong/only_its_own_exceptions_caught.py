"""Catches MissingAttributeError, and lets every other exception of a condition out.

Fails: test_a_deny_rule_that_raises_denies, test_a_permit_rule_that_raises_does_not_permit,
    test_every_decision_has_a_reason, test_every_decision_is_logged
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why it is indeterminate."""
    if rule.actions is not None and action not in rule.actions:
        return False
    try:
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
        answer = rule.when(user, action, resource, environment)
    except MissingAttributeError as error:
        return f"indeterminate ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"indeterminate (the condition returned {answer!r})"
