"""Writes into the dictionary of the user what it has found out.

Fails: test_a_condition_is_asked_about_all_four, test_deciding_changes_nothing
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        self._audit(_record(user.get("id"), action, resource, environment, decision))
        user["last_action"] = action
        return decision
