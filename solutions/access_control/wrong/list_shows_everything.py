"""Lists what there is, whoever asks: only a single resource is guarded.

Fails: test_a_list_shows_what_may_be_read, test_rules_are_asked_with_all_there_is,
    test_what_can_not_be_logged_does_not_happen
"""


class _Shop:
    def readable(self, kind: str, user: Attributes) -> list[Attributes]:
        """Return the resources of a type that a read would give."""
        return list(self.shelf(kind).values())
