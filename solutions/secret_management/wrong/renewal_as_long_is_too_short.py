"""Takes a renewal as long as the first for too short.

Fails: test_goes_by_the_times_of_the_answers, test_renews_at_two_thirds
"""


class LeaseKeeper:
    def _renew(self, lease: dict[str, Any]) -> bool:
        """Whether the manager has prolonged it by all of its time: near its end it does not."""
        try:
            duration = self._manager.ask("PUT", "sys/leases/renew", {"lease_id": lease["id"]})["lease_duration"]
        except (AccessDeniedError, SecretNotFoundError):
            return False
        except (TypeError, LookupError):
            raise ManagerUnavailableError("an answer of no use") from None
        if duration <= lease["duration"]:
            return False
        self._began(lease, duration)
        return True
