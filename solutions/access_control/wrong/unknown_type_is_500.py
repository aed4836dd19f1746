"""Expects every type to be in the store.

Fails: test_what_does_not_exist_is_404
"""


class _Shop:
    def shelf(self, kind: str) -> dict[str, Attributes]:
        return self._store[kind]
