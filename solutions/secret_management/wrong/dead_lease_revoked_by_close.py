"""Revokes a lease at the end though it has ended.

Fails: test_leaves_a_lease_alone_that_has_ended
"""


class LeaseKeeper:
    def close(self) -> None:
        self._closed = True
        lease, self._lease = self._lease, None
        if lease is not None:
            self._revoke(lease)
