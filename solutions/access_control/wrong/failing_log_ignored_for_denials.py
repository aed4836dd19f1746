"""Raises what audit raises only if it would permit.

Fails: test_what_can_not_be_logged_is_not_permitted, test_what_can_not_be_logged_does_not_happen
"""


class Guard:
    def _log(self, decision: Decision, *asked: Any) -> None:
        """Write a record of a decision. No other attributes go into the log."""
        user, action, resource, environment = asked
        about = {"time": environment.get("time"), "user": user.get("id"), "action": action}
        about |= {"type": resource.get("type"), "resource": resource.get("id")}
        try:
            self._audit({**about, **asdict(decision)})
        except Exception:
            if decision.allowed:
                raise
