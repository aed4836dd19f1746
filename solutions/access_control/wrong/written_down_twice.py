"""Writes a refusal down as an event and as a decision.

Fails: nothing_yet
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        self._audit(_record(user.get("id"), action, resource, environment, decision))
        if not decision.allowed:
            self._audit(_record(user.get("id"), action, resource, environment, decision))
        return decision
