"""Goes on without the log once that has failed.

Fails: nothing_yet
"""


class _Shop:
    def _may(self, user: Attributes, action: str, resource: Attributes) -> bool:
        environment = {"time": datetime.now(UTC)}
        try:
            return self._guard.decide(user, action, resource, environment).allowed
        except OSError:
            return Guard(self._guard._rules, audit=dict).decide(user, action, resource, environment).allowed
