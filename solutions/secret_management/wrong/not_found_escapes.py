"""Lets a 404 at the renewal escape.

Fails: test_takes_a_new_user_where_none_can_be_renewed
"""


class LeaseKeeper:
    def _renew(self, lease: dict[str, Any]) -> bool:
        """Whether the manager has prolonged it by all of its time: near its end it does not."""
        try:
            duration = self._manager.ask("PUT", "sys/leases/renew", {"lease_id": lease["id"]})["lease_duration"]
        except AccessDeniedError:
            return False
        except (TypeError, LookupError):
            raise ManagerUnavailableError("an answer of no use") from None
        if duration < lease["duration"]:
            return False
        self._began(lease, duration)
        return True
