"""Renews what is not renewable.

Fails: test_revoking_may_fail, test_takes_a_new_user_where_none_can_be_renewed
"""


class LeaseKeeper:
    def _next(self, lease: dict[str, Any] | None) -> dict[str, Any]:
        """Return a lease that is good: the old one, renewed, or a new one; the old one as it is in an outage."""
        alive = lease is not None and time.monotonic() < lease["ends_at"]
        try:
            if lease is not None and alive and self._renew(lease):
                return lease
            fresh = self._issue()
        except ManagerUnavailableError:
            if lease is None or time.monotonic() >= lease["ends_at"]:
                raise
            return lease
        self._lease = fresh
        if lease is not None and alive:
            self._revoke(lease)
        return fresh
