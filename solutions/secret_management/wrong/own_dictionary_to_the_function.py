"""Gives its own dictionary to the function.

Fails: nothing
"""


class SecretClient:
    def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        copy = self._read(path)
        try:
            return function(copy.data)
        except RejectedError:
            try:
                fresh = self._read(path, than=copy)
            except ManagerUnavailableError:
                fresh = copy
            if fresh.version == copy.version:
                raise
            return function(dict(fresh.data))
