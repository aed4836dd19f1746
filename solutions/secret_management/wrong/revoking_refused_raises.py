"""Lets a refusal of revoking escape.

Fails: test_revoking_may_fail
"""


class LeaseKeeper:
    def _revoke(self, lease: dict[str, Any]) -> None:
        try:
            self._manager.ask("PUT", "sys/leases/revoke", {"lease_id": lease["id"]})
        except ManagerUnavailableError:
            return  # it ends by itself
