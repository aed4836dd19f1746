"""Lets a body without the fields escape as a KeyError.

Fails: test_an_answer_that_is_none
"""


class SecretClient:
    def _fetch(self, path: str) -> ManagerUnavailableError | None:
        try:
            found = self._manager.ask("GET", f"secret/data/{quote(path)}")
            data, version = found["data"]["data"], found["data"]["metadata"]["version"]
        except (AccessDeniedError, SecretNotFoundError):
            self._copies.pop(path, None)
            self._failed.pop(path, None)
            raise
        except ManagerUnavailableError:
            error = ManagerUnavailableError("the manager gives no answer of use")
            self._failed[path] = time.monotonic(), error
            return error
        self._failed.pop(path, None)
        self._copies[path] = _Copy(dict(data), version, time.monotonic())
        return None
