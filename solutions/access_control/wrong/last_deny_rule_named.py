"""Names the last deny rule that applies.

Fails: test_names_the_first_rule_that_decides
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in reversed(self._rules):
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
        for rule in reversed(self._rules):
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
