"""Writes down what a rule decided, and not that none permits.

Fails: nothing_yet
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        if decision.rule:
            self._audit(_record(user.get("id"), action, resource, environment, decision))
        return decision
