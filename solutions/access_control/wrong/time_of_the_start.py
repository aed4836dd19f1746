"""Gives the rules the time at which the application was made.

Fails: test_rules_are_asked_with_all_there_is, test_the_whole_way
"""


class _Shop:
    def _may(self, user: Attributes, action: str, resource: Attributes) -> bool:
        return self._guard.decide(user, action, resource, {"time": self._started}).allowed

    def __init__(self, store, guard, directory, authenticate, audit) -> None:
        self._store, self._guard, self._directory = store, guard, directory
        self._authenticate, self._audit = authenticate, audit
        self._started = datetime.now(UTC)
