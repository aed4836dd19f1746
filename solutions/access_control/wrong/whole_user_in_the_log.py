"""Logs all attributes of the user beside the eight entries.

Fails: test_a_record_has_eight_entries_and_no_others, test_who_is_unknown_to_the_directory_may_do_nothing,
    test_without_the_directory_nothing_is_permitted
"""


class Guard:
    def _log(self, decision: Decision, *asked: Any) -> None:
        """Write a record of a decision. No other attributes go into the log."""
        user, action, resource, environment = asked
        about = {"time": environment.get("time"), "user": user.get("id"), "action": action}
        about |= {"type": resource.get("type"), "resource": resource.get("id")}
        self._audit({**user, **about, **asdict(decision)})
