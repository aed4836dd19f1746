"""Logs what time it is now, not the time that the decision is about.

Fails: test_a_record_says_what_was_decided_about_whom
"""


class Guard:
    def _log(self, decision: Decision, *asked: Any) -> None:
        """Write a record of a decision. No other attributes go into the log."""
        user, action, resource, environment = asked
        about = {"time": datetime.now(UTC) if "time" in environment else None, "user": user.get("id"), "action": action}
        about |= {"type": resource.get("type"), "resource": resource.get("id")}
        self._audit({**about, **asdict(decision)})
