"""Stops at the first rule that applies, as a firewall does.

Fails: test_example_a_no_outweighs_a_yes, test_deny_overrides, test_a_deny_rule_that_raises_denies,
    test_the_shop_denies_whatever_the_role, test_the_shop_changes_settings_and_bills_in_business_hours,
    test_the_whole_way
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
