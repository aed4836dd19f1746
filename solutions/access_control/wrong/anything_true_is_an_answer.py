"""Takes a text for True, and None for False.

Fails: test_only_true_and_false_are_answers
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why it is indeterminate."""
    if rule.actions is not None and action not in rule.actions:
        return False
    try:
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
        answer = rule.when(user, action, resource, environment)
    except Exception as error:
        return f"indeterminate ({type(error).__name__}: {error})"
    return bool(answer)
