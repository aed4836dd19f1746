"""Renews after two thirds, not at exactly two thirds.

Fails: nothing
"""


class LeaseKeeper:
    def credentials(self) -> tuple[str, Secret]:
        if self._closed:
            raise ValueError("closed")
        lease = self._lease
        if lease is None or time.monotonic() > lease["renew_at"]:
            lease = self._next(lease)
        return lease["username"], lease["password"]
