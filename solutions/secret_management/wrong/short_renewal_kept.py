"""Lives on with a lease that can be renewed for less and less.

Fails: test_takes_a_new_user_before_the_last_end
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
        self._began(lease, duration)
        return True
