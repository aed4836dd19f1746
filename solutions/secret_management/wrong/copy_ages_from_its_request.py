"""Counts the age of a copy from its request.

Fails: test_a_copy_ages_from_its_answer
"""


class SecretClient:
    def _fetch(self, path: str) -> ManagerUnavailableError | None:
        began = time.monotonic()
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
        self._copies[path] = _Copy(dict(data), version, began)
        return None
