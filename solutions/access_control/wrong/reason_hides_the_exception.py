"""Says that a rule denies, and not that it is indeterminate and why.

Fails: test_every_decision_has_a_reason
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and _ask(rule, *asked) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it")
        for rule in self._rules:
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
