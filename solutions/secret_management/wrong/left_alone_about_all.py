"""Leaves the manager alone about all paths after a failure.

Fails: test_leaves_the_manager_alone_after_a_failure
"""


class SecretClient:
    def _read(self, path: str, than: _Copy | None = None) -> _Copy:
        """Return a copy that is fresh enough; newer ``than`` that one, if the manager has it."""
        with self._lock:
            now, copy = time.monotonic(), self._copies.get(path)
            if copy is not None and copy is not than and now - copy.at < self._ttl:
                return copy
            failed, error = next(iter(self._failed.values()), (None, None))
            if failed is None or now - failed >= RETRY or than is not None:
                error = self._fetch(path)
            copy = self._copies.get(path)
            if error is not None and (copy is None or time.monotonic() - copy.at >= self._max_stale):
                raise error
            assert copy is not None
            return copy
