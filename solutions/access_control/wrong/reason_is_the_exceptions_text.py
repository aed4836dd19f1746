"""Gives the exception's text alone as the reason, also if that is empty.

Fails: test_every_decision_has_a_reason
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
        return str(error)
    return answer if isinstance(answer, bool) else f"indeterminate (the condition returned {answer!r})"


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, answer if isinstance(answer, str) else f"{rule.name} denies it")
        for rule in self._rules:
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
