"""The wait is cut to whole seconds.

Fails: test_a_poll_waits_at_the_registry_when_nothing_changes[2.5]
"""


class Watcher:
    def _query(self) -> dict[str, str]:
        """Ask to wait for something newer than what is known, if anything is."""
        waiting = {"index": str(self._index), "wait": f"{int(self._wait)}s"} if self._index else {}
        return {"passing": "true", **waiting}
