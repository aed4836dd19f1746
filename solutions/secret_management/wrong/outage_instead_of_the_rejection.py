"""Raises ManagerUnavailableError where the manager is down during a rotation.

Fails: test_an_outage_during_a_rotation
"""


class SecretClient:
    def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        copy = self._read(path)
        try:
            return function(dict(copy.data))
        except RejectedError:
            try:
                fresh = self._read(path, than=copy)
            except ManagerUnavailableError as error:
                raise error from None
            if fresh.version == copy.version:
                raise
            return function(dict(fresh.data))
