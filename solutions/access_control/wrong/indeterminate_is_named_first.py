"""Names a deny rule that is indeterminate before one that applies, wherever they are in the list.

Fails: test_a_deny_rule_that_raises_denies
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        denying = [(rule.name, _ask(rule, *asked)) for rule in self._rules if rule.effect == DENY]
        for name, answer in sorted(denying, key=lambda each: each[1] is True):
            if answer is not False:
                return Decision(False, name, f"{name} denies it: {answer}")
        for rule in self._rules:
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
