"""Lets a failure of revoking escape.

Fails: test_revoking_may_fail
"""


class LeaseKeeper:
    def _revoke(self, lease: dict[str, Any]) -> None:
        self._manager.ask("PUT", "sys/leases/revoke", {"lease_id": lease["id"]})
