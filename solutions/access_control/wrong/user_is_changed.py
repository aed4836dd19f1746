"""Writes the last action into the dictionary of the user.

Fails: test_a_guard_decides_again_and_changes_nothing
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, log it, and only then return it."""
        decision = self._decide(user, action, resource, environment)
        self._log(decision, user, action, resource, environment)
        user["last_action"] = action
        return decision
