"""Each call moves the turn on twice: of an even number of instances only every second one begins.

Fails: test_takes_the_instances_in_turn
"""


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        next(self._turn)
        start = next(self._turn)
        return [urls[(start + offset) % len(urls)] for offset in range(len(urls))]
