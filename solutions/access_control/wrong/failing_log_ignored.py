"""Permits although it couldn't be logged.

Fails: test_what_can_not_be_logged_is_not_permitted, test_what_can_not_be_logged_does_not_happen
"""

from contextlib import suppress


class Guard:
    def _log(self, decision: Decision, *asked: Any) -> None:
        """Write a record of a decision. No other attributes go into the log."""
        user, action, resource, environment = asked
        about = {"time": environment.get("time"), "user": user.get("id"), "action": action}
        about |= {"type": resource.get("type"), "resource": resource.get("id")}
        with suppress(Exception):
            self._audit({**about, **asdict(decision)})
