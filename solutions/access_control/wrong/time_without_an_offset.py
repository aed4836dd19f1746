"""Gives the rules the local time, without an offset.

Fails: test_rules_are_asked_with_all_there_is, test_the_whole_way
"""


class _Shop:
    def _may(self, user: Attributes, action: str, resource: Attributes) -> bool:
        return self._guard.decide(user, action, resource, {"time": datetime.now()}).allowed
