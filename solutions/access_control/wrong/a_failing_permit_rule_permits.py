"""Permits unless a permit rule answers False.

Fails: test_a_permit_rule_that_raises_does_not_permit, test_only_true_and_false_are_answers,
    test_the_shop_lets_people_delete_their_own_posts, test_without_a_type_a_rule_about_types_can_not_be_told
"""


class Guard:
    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
        for rule in self._rules:
            if rule.effect == PERMIT and _ask(rule, *asked) is not False:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")
