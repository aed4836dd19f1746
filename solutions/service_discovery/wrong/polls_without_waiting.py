"""The index is never sent along, so that the registry always answers at once and the loop never rests.

Fails: test_a_poll_tells_what_has_changed, test_a_poll_waits_at_the_registry_when_nothing_changes[default],
test_a_poll_waits_at_the_registry_when_nothing_changes[45],
test_a_poll_waits_at_the_registry_when_nothing_changes[2.5], test_hears_of_a_change_while_it_waits
"""


class Watcher:
    def _query(self) -> dict[str, str]:
        """Ask to wait for something newer than what is known, if anything is."""
        return {"passing": "true"}
