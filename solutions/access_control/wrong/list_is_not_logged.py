"""Filters a list with a guard that has no log.

Fails: test_each_decision_is_logged, test_what_can_not_be_logged_does_not_happen
"""


class _Shop:
    def readable(self, kind: str, user: Attributes) -> list[Attributes]:
        """Return the resources of a type that a read would give."""
        return [
            each
            for each in self.shelf(kind).values()
            if Guard(self._guard._rules, audit=dict).decide(user, "read", each, {"time": datetime.now(UTC)}).allowed
        ]
