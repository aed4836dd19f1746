"""Logs what was permitted, and no denial.

Fails: test_every_decision_is_logged, test_a_record_says_what_was_decided_about_whom, test_each_decision_is_logged
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, log it, and only then return it."""
        decision = self._decide(user, action, resource, environment)
        if decision.allowed:
            self._log(decision, user, action, resource, environment)
        return decision
