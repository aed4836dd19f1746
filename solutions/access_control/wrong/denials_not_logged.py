"""Logs what was permitted, and no denial.

Fails: nothing_yet
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, log it, and only then return it."""
        decision = self._decide(user, action, resource, environment)
        if decision.allowed:
            self.log(decision, user, action, resource, environment)
        return decision
