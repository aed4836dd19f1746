"""Permits although it couldn't be written down.

Fails: nothing_yet
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        try:
            self._audit(_record(user.get("id"), action, resource, environment, decision))
        except Exception:
            return decision
        return decision
