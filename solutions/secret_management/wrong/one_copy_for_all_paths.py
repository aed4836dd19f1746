"""Keeps the copies by the last part of their path.

Fails: test_copies_are_apart
"""


class SecretClient:
    def _read(self, path: str, than: _Copy | None = None) -> _Copy:
        """Return a copy that is fresh enough; newer ``than`` that one, if the manager has it."""
        with self._lock:
            now, copy = time.monotonic(), self._copies.get(path.rpartition("/")[2])
            if copy is not None and copy is not than and now - copy.at < self._ttl:
                return copy
            failed, error = self._failed.get(path, (None, None))
            if failed is None or now - failed >= RETRY or than is not None:
                error = self._fetch(path)
            copy = self._copies.get(path.rpartition("/")[2])
            if error is not None and (copy is None or time.monotonic() - copy.at >= self._max_stale):
                raise error
            assert copy is not None
            return copy

    def _fetch(self, path: str) -> ManagerUnavailableError | None:
        try:
            found = self._manager.ask("GET", f"secret/data/{quote(path)}")
            data, version = found["data"]["data"], found["data"]["metadata"]["version"]
        except (AccessDeniedError, SecretNotFoundError):
            self._copies.pop(path, None)
            self._failed.pop(path, None)
            raise
        except (ManagerUnavailableError, TypeError, LookupError):
            error = ManagerUnavailableError("the manager gives no answer of use")
            self._failed[path] = time.monotonic(), error
            return error
        self._failed.pop(path, None)
        self._copies[path.rpartition("/")[2]] = _Copy(dict(data), version, time.monotonic())
        return None
