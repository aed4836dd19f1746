"""Revokes again at the second close().

Fails: test_close_gives_the_user_back
"""


class LeaseKeeper:
    def close(self) -> None:
        self._closed = True
        lease = self._lease
        if lease is not None and time.monotonic() < lease["ends_at"]:
            self._revoke(lease)
