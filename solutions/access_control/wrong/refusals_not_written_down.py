"""Writes down what was permitted, and no refusal.

Fails: test_a_record_has_nothing_else, test_a_record_says_what_was_decided,
    test_each_decision_is_written_down, test_every_decision_is_written_down,
    test_example_a_no_is_stronger_than_a_yes, test_the_same_again_is_written_down_again,
    test_what_is_not_there_is_none_in_the_record
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        decision = self._decide(user, action, resource, environment)
        if decision.allowed:
            self._audit(_record(user.get("id"), action, resource, environment, decision))
        return decision
