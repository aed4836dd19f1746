"""Forgets the lease at the end without revoking it.

Fails: nothing
"""


class LeaseKeeper:
    def close(self) -> None:
        self._closed = True
        lease, self._lease = self._lease, None
        if lease is not None and time.monotonic() < lease["ends_at"]:
            lease.clear()
