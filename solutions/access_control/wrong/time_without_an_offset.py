"""Gives the rules the local time, without an offset.

Fails: nothing_yet
"""


class _Shop:
    def _may(self, user: Attributes, action: str, resource: Attributes) -> bool:
        return self._guard.decide(user, action, resource, {"time": datetime.now()}).allowed
