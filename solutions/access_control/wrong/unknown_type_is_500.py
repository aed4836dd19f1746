"""Expects every type to be in the store.

Fails: test_shows_what_may_be_read, test_who_may_not_change_it_changes_nothing
"""


class _Shop:
    def shelf(self, kind: str) -> dict[str, Attributes]:
        return self._store[kind]
