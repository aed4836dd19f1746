"""After two instances that failed the call is over, though others are well.

Fails: test_each_failure_of_a_call_is_looked_at[GET], test_each_failure_of_a_call_is_looked_at[POST],
test_tries_each_instance_once_and_then_gives_up[connection], test_tries_each_instance_once_and_then_gives_up[status]
"""


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        start = next(self._turn)
        return [urls[(start + offset) % len(urls)] for offset in range(min(2, len(urls)))]
