"""Gives the rules the time at which the module was imported.

Fails: nothing_yet
"""

STARTED = datetime.now(UTC)


class _Shop:
    def _may(self, user: Attributes, action: str, resource: Attributes) -> bool:
        return self._guard.decide(user, action, resource, {"time": STARTED}).allowed
