"""Calls the function with each new version, for ever.

Fails: test_a_second_rejection_is_raised
"""


class SecretClient:
    def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        copy = self._read(path)
        try:
            return function(dict(copy.data))
        except RejectedError:
            try:
                fresh = self._read(path, than=copy)
            except ManagerUnavailableError:
                fresh = copy
            if fresh.version == copy.version:
                raise
            try:
                return function(dict(fresh.data))
            except RejectedError:
                return function(dict(fresh.data))
