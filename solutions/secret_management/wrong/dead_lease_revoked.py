"""Revokes a lease that has ended.

Fails: test_leaves_a_lease_alone_that_has_ended
"""


class LeaseKeeper:
    def _next(self, lease: dict[str, Any] | None) -> dict[str, Any]:
        """Return a lease that is good: the old one, renewed, or a new one; the old one as it is in an outage."""
        alive = lease is not None and time.monotonic() < lease["ends_at"]
        try:
            if lease is not None and alive and lease["renewable"] and self._renew(lease):
                return lease
            fresh = self._issue()
        except ManagerUnavailableError:
            if lease is None or time.monotonic() >= lease["ends_at"]:
                raise
            return lease
        self._lease = fresh
        if lease is not None:
            self._revoke(lease)
        return fresh
