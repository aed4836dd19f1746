"""Stops at the first rule that applies, as a firewall does.

Fails: nothing_yet
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
