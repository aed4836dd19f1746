"""Takes an empty tuple of actions for all of them.

Fails: test_a_rule_covers_the_actions_it_lists
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why it is indeterminate."""
    if rule.actions and action not in rule.actions:
        return False
    try:
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
        answer = rule.when(user, action, resource, environment)
    except Exception as error:
        return f"indeterminate ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"indeterminate (the condition returned {answer!r})"
