"""The wait is not sent along, and the registry waits for as long as it likes.

Fails: test_a_poll_waits_at_the_registry_when_nothing_changes[default],
test_a_poll_waits_at_the_registry_when_nothing_changes[45],
test_a_poll_waits_at_the_registry_when_nothing_changes[2.5], test_starts_over_when_the_index_goes_back,
test_tells_what_a_restart_has_changed,
test_goes_on_where_it_was_after_an_outage
"""


class Watcher:
    def _query(self) -> dict[str, str]:
        """Ask to wait for something newer than what is known, if anything is."""
        waiting = {"index": str(self._index)} if self._index else {}
        return {"passing": "true", **waiting}
