"""Filters a list with a guard that has no log.

Fails: nothing_yet
"""


class _Shop:
    def readable(self, kind: str, user: Attributes) -> list[Attributes]:
        """Return the resources of a type that a read would give."""
        return [
            each
            for each in self.shelf(kind).values()
            if Guard(self._guard._rules, audit=dict).decide(user, "read", each, {"time": datetime.now(UTC)}).allowed
        ]
