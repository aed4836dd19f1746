"""Writes down the resource's owner as the user.

Fails: nothing_yet
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        self._audit(_record(resource.get("owner"), action, resource, environment, decision))
        return decision
