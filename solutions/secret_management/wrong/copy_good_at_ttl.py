"""Takes a copy for good at exactly ttl.

Fails: test_a_refusal_is_told_at_once, test_an_outage_during_a_rotation, test_an_outage_is_outlived_by_a_copy,
    test_keeps_a_copy_for_a_short_while
"""


class SecretClient:
    def _read(self, path: str, than: _Copy | None = None) -> _Copy:
        """Return a copy that is fresh enough; newer ``than`` that one, if the manager has it."""
        with self._lock:
            now, copy = time.monotonic(), self._copies.get(path)
            if copy is not None and copy is not than and now - copy.at <= self._ttl and self._ttl:
                return copy
            failed, error = self._failed.get(path, (None, None))
            if failed is None or now - failed >= RETRY or than is not None:
                error = self._fetch(path)
            copy = self._copies.get(path)
            if error is not None and (copy is None or time.monotonic() - copy.at >= self._max_stale):
                raise error
            assert copy is not None
            return copy
