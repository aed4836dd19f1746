"""Looks for the resource's type before it looks whether the rule covers the action.

Fails: test_without_a_type_a_rule_about_types_is_indeterminate
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why it is indeterminate."""
    try:
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
        if rule.actions is not None and action not in rule.actions:
            return False
        answer = rule.when(user, action, resource, environment)
    except Exception as error:
        return f"indeterminate ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"indeterminate (the condition returned {answer!r})"
