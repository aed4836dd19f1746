"""Writes into the log of the guard that was made last.

Fails: nothing_yet
"""


class Guard:
    def __init__(self, rules: Sequence[Rule], *, audit: Callable[[dict[str, Any]], None]) -> None:
        self._rules = list(rules)
        Guard._log = audit

    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        Guard._log(_record(user.get("id"), action, resource, environment, decision))
        return decision
