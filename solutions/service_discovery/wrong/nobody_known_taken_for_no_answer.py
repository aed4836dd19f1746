"""Whether the registry has ever answered is told from the list: while nobody is there, no poll waits.

Fails: test_waits_where_nobody_is_left
"""


class Watcher:
    def _query(self) -> dict[str, str]:
        """Ask to wait for something newer than what is known, if anything is."""
        waiting = {"index": str(self._index), "wait": f"{self._wait}s"} if self._known else {}
        return {"passing": "true", **waiting}
