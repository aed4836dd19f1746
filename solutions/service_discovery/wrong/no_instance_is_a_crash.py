"""The turn is taken modulo the number of instances, and nobody thought of none.

Fails: test_tells_when_there_is_no_instance, test_no_healthy_instance_is_503[default],
test_no_healthy_instance_is_503[5]
"""


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        start = next(self._turn) % len(urls)
        return [urls[(start + offset) % len(urls)] for offset in range(len(urls))]
