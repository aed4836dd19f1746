"""Raises in an outage though the lease lives.

Fails: test_an_outage_in_the_middle_of_a_replacement, test_an_outage_is_outlived_while_the_lease_lives
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
            raise
        self._lease = fresh
        if lease is not None and alive:
            self._revoke(lease)
        return fresh
