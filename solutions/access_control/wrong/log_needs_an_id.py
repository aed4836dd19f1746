"""Expects every user to have an id, and crashes on one without.

Fails: nothing_yet
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        self._audit(_record(user["id"], action, resource, environment, decision))
        return decision
