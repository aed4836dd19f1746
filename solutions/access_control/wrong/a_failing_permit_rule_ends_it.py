"""Denies at the first permit rule that is indeterminate, though another one permits.

Fails: test_a_permit_rule_that_raises_does_not_permit
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
        for rule in self._rules:
            if rule.effect == PERMIT and isinstance(answer := _ask(rule, *asked), str):
                return Decision(False, "", answer)
            if rule.effect == PERMIT and answer:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
