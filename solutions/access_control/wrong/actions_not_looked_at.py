"""Asks every rule, whatever actions it lists.

Fails: test_a_rule_about_something_else_has_no_say, test_a_rule_is_about_the_actions_it_lists,
    test_the_same_again_is_written_down_again, test_the_shop_permits_by_role, test_the_whole_way
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why that can't be told."""
    try:
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
        answer = rule.when(user, action, resource, environment)
    except Exception as error:
        return f"it can't be told ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"it can't be told (the answer was {answer!r})"
