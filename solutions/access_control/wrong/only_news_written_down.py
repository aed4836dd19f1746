"""Writes down a decision only if it is another one than the last.

Fails: nothing_yet
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        record = _record(user.get("id"), action, resource, environment, decision)
        if record != getattr(self, "_last", None):
            self._audit(record)
        self._last = record
        return decision
