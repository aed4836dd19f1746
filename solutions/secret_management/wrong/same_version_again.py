"""Calls the function again with the same version.

Fails: test_the_same_version_is_not_tried_again
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
            if fresh is copy:
                raise
            return function(dict(fresh.data))
