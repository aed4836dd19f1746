"""Logs a denial as an event and as a decision.

Fails: test_every_decision_is_logged
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, log it, and only then return it."""
        decision = self._decide(user, action, resource, environment)
        self._log(decision, user, action, resource, environment)
        if not decision.allowed:
            self._log(decision, user, action, resource, environment)
        return decision
