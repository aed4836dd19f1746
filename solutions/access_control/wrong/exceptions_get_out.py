"""Lets the exceptions of conditions out of decide.

Fails: nothing_yet
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why that can't be told."""
    if rule.actions is not None and action not in rule.actions:
        return False
    if rule.types is not None and not resource.get("type"):
        return "it can't be told"
    if rule.types is not None and resource["type"] not in rule.types:
        return False
    answer = rule.when(user, action, resource, environment)
    return answer if isinstance(answer, bool) else f"it can't be told (the answer was {answer!r})"
