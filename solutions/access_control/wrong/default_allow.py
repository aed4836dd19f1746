"""Permits what no rule denies.

Fails: test_permits_what_a_permit_rule_applies_to_and_nothing_else, test_a_guard_decides_again_and_changes_nothing,
    test_the_shop_lets_people_delete_their_own_posts, test_the_whole_way
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
