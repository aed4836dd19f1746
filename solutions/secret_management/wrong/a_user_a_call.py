"""Takes new credentials at each call.

Fails: test_gets_a_user_at_the_first_call
"""


class LeaseKeeper:
    def credentials(self) -> tuple[str, Secret]:
        if self._closed:
            raise ValueError("closed")
        lease = self._lease
        if lease is None or time.monotonic() >= lease["renew_at"] or self._issue():
            lease = self._next(lease)
        return lease["username"], lease["password"]
