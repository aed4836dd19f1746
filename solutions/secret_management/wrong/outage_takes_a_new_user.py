"""Takes new credentials when the renewal gets no answer.

Fails: test_an_outage_is_outlived_while_the_lease_lives
"""


class LeaseKeeper:
    def _renew(self, lease: dict[str, Any]) -> bool:
        """Whether the manager has prolonged it by all of its time: near its end it does not."""
        try:
            duration = self._manager.ask("PUT", "sys/leases/renew", {"lease_id": lease["id"]})["lease_duration"]
        except ManagerError:
            return False
        except (TypeError, LookupError):
            raise ManagerUnavailableError("an answer of no use") from None
        if duration < lease["duration"]:
            return False
        self._began(lease, duration)
        return True
