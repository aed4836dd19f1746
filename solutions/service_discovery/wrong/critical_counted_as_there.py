"""The watcher asks for all instances, so that one that turns critical is never reported as removed.

Fails: test_follows_the_healthy_instances_only
"""


class Watcher:
    def _query(self) -> dict[str, str]:
        """Ask to wait for something newer than what is known, if anything is."""
        return {"index": str(self._index), "wait": f"{self._wait}s"} if self._index else {}
