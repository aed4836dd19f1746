"""Raises the rejection, and keeps the copy.

Fails: test_a_rotation_is_of_one_path, test_a_rotation_needs_no_restart, test_a_second_rejection_is_raised,
    test_an_outage_during_a_rotation
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
            if fresh.version >= copy.version:
                raise
            return function(dict(fresh.data))
