"""Writes down what a rule decided, and not that none permits.

Fails: test_a_record_has_nothing_else, test_a_record_says_what_was_decided,
    test_every_decision_is_written_down, test_the_same_again_is_written_down_again,
    test_what_is_not_there_is_none_in_the_record
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        if decision.rule:
            self._audit(_record(user.get("id"), action, resource, environment, decision))
        return decision
