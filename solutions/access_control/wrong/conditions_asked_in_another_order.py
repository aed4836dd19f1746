"""Asks a condition with the resource before the action.

Fails: test_a_condition_is_asked_about_all_four, test_a_list_shows_what_may_be_read,
    test_a_stranger_is_asked_who_they_are, test_gives_what_may_be_read, test_the_shop_permits_by_role,
    test_the_total_counts_what_may_be_read
Breaks the whole: every condition is asked about the wrong things, those of the application as well.
"""


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why that can't be told."""
    if rule.actions is not None and action not in rule.actions:
        return False
    try:
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
        answer = rule.when(user, resource, action, environment)
    except Exception as error:
        return f"it can't be told ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"it can't be told (the answer was {answer!r})"
