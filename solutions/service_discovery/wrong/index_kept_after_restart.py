"""The highest index ever seen is kept, though the registry counts from the beginning again.

Fails: test_starts_over_when_the_index_goes_back
"""


class Watcher:
    def _take_index(self, index: int) -> None:
        """Remember the index; one that goes back is that of a registry that was restarted."""
        self._index = max(index, self._index)
