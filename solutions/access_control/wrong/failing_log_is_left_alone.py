"""Goes on without the log once that has failed.

Fails: test_what_can_not_be_logged_does_not_happen
"""


class _Shop:
    def _may(self, user: Attributes, action: str, resource: Attributes) -> bool:
        environment = {"time": datetime.now(UTC)}
        try:
            return self._guard.decide(user, action, resource, environment).allowed
        except OSError:
            return Guard(self._guard._rules, audit=dict).decide(user, action, resource, environment).allowed
