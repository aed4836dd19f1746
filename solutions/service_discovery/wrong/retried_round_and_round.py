"""After the last instance the first is tried again, and so on ten times: each caller multiplies the load.

Fails: test_tries_each_instance_once_and_then_gives_up[connection],
test_tries_each_instance_once_and_then_gives_up[status], test_an_attempt_may_take_timeout_seconds[default],
test_an_attempt_may_take_timeout_seconds[8]
"""


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        start = next(self._turn)
        return [urls[(start + offset) % len(urls)] for offset in range(10 * len(urls))]
