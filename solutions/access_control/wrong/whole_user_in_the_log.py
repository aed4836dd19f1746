"""Logs all attributes of the user beside the eight entries.

Fails: nothing_yet
"""


class Guard:
    def log(self, decision: Decision, *asked: Any) -> None:
        """Write a record of a decision. No other attributes go into the log."""
        user, action, resource, environment = asked
        about = {"time": environment.get("time"), "user": user.get("id"), "action": action}
        about |= {"type": resource.get("type"), "resource": resource.get("id")}
        self._audit({**user, **about, **asdict(decision)})
