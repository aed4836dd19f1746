"""Forgets the lease at the end without revoking it.

Fails: test_close_gives_the_user_back, test_example_a_user_lives_as_long_as_it_is_needed
"""


class LeaseKeeper:
    def close(self) -> None:
        self._closed = True
        lease, self._lease = self._lease, None
        if lease is not None and time.monotonic() < lease["ends_at"]:
            lease.clear()
