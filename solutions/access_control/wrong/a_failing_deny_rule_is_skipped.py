"""Lets only those deny rules deny whose condition could be told.

Fails: test_a_deny_rule_that_raises_denies, test_a_record_says_what_was_decided,
    test_every_decision_has_a_reason, test_only_true_and_false_are_answers,
    test_the_shop_changes_settings_and_bills_in_business_hours, test_the_shop_denies_whatever_the_role,
    test_without_a_type_a_rule_about_types_can_not_be_told
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and _ask(rule, *asked) is True:
                return Decision(False, rule.name, f"{rule.name} denies it")
        for rule in self._rules:
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
