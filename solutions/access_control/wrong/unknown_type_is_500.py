"""Expects every type to be in the store.

Fails: test_what_there_is_not_is_404
"""


class _Shop:
    def shelf(self, kind: str) -> dict[str, Attributes]:
        return self._store[kind]
