"""Takes each rule out of the list when it is asked, and has none left for the second decision.

Fails: nothing_yet
Breaks the whole: a guard that decides once guards nothing.
"""


class Guard:
    def __init__(self, rules: Sequence[Rule], *, audit: Callable[[dict[str, Any]], None]) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.effect)
        self._audit = audit

    def _decide(self, *asked: Any) -> Decision:
        while self._rules:
            rule = self._rules.pop(0)
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
