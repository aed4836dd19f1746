"""Lets each read prolong the life of a copy.

Fails: test_a_rotation_is_of_one_path, test_a_rotation_needs_no_restart, test_a_second_rejection_is_raised,
    test_an_outage_during_a_rotation, test_keeps_a_copy_for_a_short_while,
    test_the_same_version_is_not_tried_again
"""


class SecretClient:
    def _read(self, path: str, than: _Copy | None = None) -> _Copy:
        """Return a copy that is fresh enough; newer ``than`` that one, if the manager has it."""
        with self._lock:
            now, copy = time.monotonic(), self._copies.get(path)
            if copy is not None and copy is not than and now - copy.at < self._ttl:
                self._copies[path] = replace(copy, at=now)
                return copy
            failed, error = self._failed.get(path, (None, None))
            if failed is None or now - failed >= RETRY or than is not None:
                error = self._fetch(path)
            copy = self._copies.get(path)
            if error is not None and (copy is None or time.monotonic() - copy.at >= self._max_stale):
                raise error
            assert copy is not None
            return copy
