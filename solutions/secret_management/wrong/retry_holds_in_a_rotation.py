"""Does not ask about a rotation for RETRY seconds after a failure.

Fails: test_an_outage_during_a_rotation
"""


class SecretClient:
    def _read(self, path: str, than: _Copy | None = None) -> _Copy:
        """Return a copy that is fresh enough; newer ``than`` that one, if the manager has it."""
        with self._lock:
            now, copy = time.monotonic(), self._copies.get(path)
            if copy is not None and copy is not than and now - copy.at < self._ttl:
                return copy
            failed, error = self._failed.get(path, (None, None))
            if failed is None or now - failed >= RETRY:
                error = self._fetch(path)
            copy = self._copies.get(path)
            if error is not None and (copy is None or time.monotonic() - copy.at >= self._max_stale):
                raise error
            assert copy is not None
            return copy
