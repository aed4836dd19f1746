"""Takes a resource without a type for one that a rule about types is not about.

Fails: nothing_yet
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why that can't be told."""
    if rule.actions is not None and action not in rule.actions:
        return False
    if rule.types is not None and resource.get("type") not in rule.types:
        return False
    try:
        answer = rule.when(user, action, resource, environment)
    except Exception as error:
        return f"it can't be told ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"it can't be told (the answer was {answer!r})"
