"""Gives new credentials after close().

Fails: test_close_gives_the_user_back
"""


class LeaseKeeper:
    def close(self) -> None:
        lease, self._lease = self._lease, None
        if lease is not None and time.monotonic() < lease["ends_at"]:
            self._revoke(lease)
