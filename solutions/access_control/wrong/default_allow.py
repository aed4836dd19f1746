"""Permits what no rule denies.

Fails: test_a_permit_rule_that_raises_does_not_permit, test_a_record_says_what_was_decided,
    test_deciding_changes_nothing, test_the_same_again_is_written_down_again, test_the_shop_permits_by_role,
    test_the_whole_way, test_what_nothing_permits_is_denied
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
        for rule in self._rules:
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(True, "", "no rule denies it")
