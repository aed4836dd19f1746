"""Forgets all copies after a rejection.

Fails: test_a_rotation_is_of_one_path
"""


class SecretClient:
    def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        copy = self._read(path)
        try:
            return function(dict(copy.data))
        except RejectedError:
            try:
                self._copies = {path: copy}
                fresh = self._read(path, than=copy)
            except ManagerUnavailableError:
                fresh = copy
            if fresh.version == copy.version:
                raise
            return function(dict(fresh.data))
