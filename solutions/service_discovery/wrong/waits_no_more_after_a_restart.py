"""An index lower than the highest ever seen is never sent: after a restart of the registry no poll waits any more.

Fails: test_starts_over_when_the_index_goes_back
"""


class Watcher:
    _highest = 0

    def _take_index(self, index: int) -> None:
        """Remember the index; one that goes back is that of a registry that was restarted."""
        self._highest = max(index, self._highest)
        self._index = 0 if index < self._highest else index
