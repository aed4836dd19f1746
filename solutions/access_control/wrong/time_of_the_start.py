"""Gives the rules the time at which the application was made.

Fails: nothing_yet
"""


class _Shop:
    def _may(self, user: Attributes, action: str, resource: Attributes) -> bool:
        return self._guard.decide(user, action, resource, {"time": self._started}).allowed

    def __init__(self, store, guard, directory, authenticate, audit) -> None:
        self._store, self._guard, self._directory = store, guard, directory
        self._authenticate, self._audit = authenticate, audit
        self._started = datetime.now(UTC)
