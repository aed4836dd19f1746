"""Expects every type to be in the store.

Fails: nothing_yet
"""


class _Shop:
    def shelf(self, kind: str) -> dict[str, Attributes]:
        return self._store[kind]
