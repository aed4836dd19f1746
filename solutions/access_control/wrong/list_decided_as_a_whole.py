"""Decides once whether a user may read this type, and shows all of it.

Fails: nothing_yet
"""


class _Shop:
    def readable(self, kind: str, user: Attributes) -> list[Attributes]:
        """Return the resources of a type that a read would give."""
        resources = list(self.shelf(kind).values())
        return resources if any(self._may(user, "read", each) for each in resources) else []
