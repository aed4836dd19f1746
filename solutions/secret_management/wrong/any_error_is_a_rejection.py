"""Takes every exception of the function for a rejection.

Fails: test_other_errors_are_not_about_the_secret
"""


class SecretClient:
    def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        copy = self._read(path)
        try:
            return function(dict(copy.data))
        except Exception:
            try:
                fresh = self._read(path, than=copy)
            except ManagerUnavailableError:
                fresh = copy
            if fresh.version == copy.version:
                raise
            return function(dict(fresh.data))
