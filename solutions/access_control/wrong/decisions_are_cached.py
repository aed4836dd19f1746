"""Decides the same as before for the same user, action and resource, whatever has changed.

Fails: test_rules_are_asked_with_all_there_is, test_the_shop_permits_by_role, test_the_whole_way
"""


class Guard:
    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, write it down, and only then tell."""
        key = (user.get("id"), action, resource.get("id"))
        if key not in self._known:
            self._known[key] = self._decide(user, action, resource, environment)
        self._audit(_record(user.get("id"), action, resource, environment, self._known[key]))
        return self._known[key]

    def __init__(self, rules: Sequence[Rule], *, audit: Callable[[dict[str, Any]], None]) -> None:
        self._rules = list(rules)
        self._audit = audit
        self._known: dict[Any, Decision] = {}
