"""Lists what a user owns, not what they may read.

Fails: nothing_yet
"""


class _Shop:
    def readable(self, kind: str, user: Attributes) -> list[Attributes]:
        """Return the resources of a type that a read would give."""
        return [each for each in self.shelf(kind).values() if each["owner"] == user["id"]]
