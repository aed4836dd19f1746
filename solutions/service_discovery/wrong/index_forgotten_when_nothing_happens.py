"""An answer with the same index is taken for a restart: every second poll does not wait.

Fails: test_a_poll_waits_at_the_registry_when_nothing_changes[default],
test_a_poll_waits_at_the_registry_when_nothing_changes[45],
test_a_poll_waits_at_the_registry_when_nothing_changes[2.5]
"""


class Watcher:
    def _take_index(self, index: int) -> None:
        """Remember the index; one that goes back is that of a registry that was restarted."""
        self._index = 0 if index <= self._index else index
