"""Asks the permit rules first.

Fails: test_a_deny_rule_that_raises_denies, test_a_record_says_what_was_decided,
    test_a_rule_is_about_the_actions_it_lists, test_a_rule_is_about_the_types_it_lists, test_deny_overrides,
    test_example_a_no_is_stronger_than_a_yes, test_names_the_first_rule_that_decides,
    test_only_true_and_false_are_answers, test_the_shop_changes_settings_and_bills_in_business_hours,
    test_the_shop_denies_whatever_the_role, test_the_whole_way,
    test_without_a_type_a_rule_about_types_can_not_be_told
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        for rule in self._rules:
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
        return Decision(False, "", "no rule permits it")
