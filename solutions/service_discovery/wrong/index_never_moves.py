"""The index of the first answer is sent for ever: after the first change no poll waits any more.

Fails: test_a_poll_tells_what_has_changed
"""


class Watcher:
    def _take_index(self, index: int) -> None:
        """Remember the index; one that goes back is that of a registry that was restarted."""
        self._index = self._index or index
