"""Writes down what was permitted, and no refusal.

Fails: nothing_yet
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        if decision.allowed:
            self._audit(_record(user.get("id"), action, resource, environment, decision))
        return decision
