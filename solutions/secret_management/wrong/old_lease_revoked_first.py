"""Revokes the old lease before there is a new one.

Fails: test_an_outage_in_the_middle_of_a_replacement, test_revoking_may_fail,
    test_takes_a_new_user_before_the_last_end, test_takes_a_new_user_where_none_can_be_renewed
"""


class LeaseKeeper:
    def _next(self, lease: dict[str, Any] | None) -> dict[str, Any]:
        """Return a lease that is good: the old one, renewed, or a new one; the old one as it is in an outage."""
        alive = lease is not None and time.monotonic() < lease["ends_at"]
        try:
            if lease is not None and alive and lease["renewable"] and self._renew(lease):
                return lease
            if lease is not None and alive:
                self._revoke(lease)
            fresh = self._issue()
        except ManagerUnavailableError:
            if lease is None or time.monotonic() >= lease["ends_at"]:
                raise
            return lease
        self._lease = fresh
        return fresh
