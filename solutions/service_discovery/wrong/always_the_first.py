"""Every call begins with the first instance of the list.

Fails: test_takes_the_instances_in_turn, test_spreads_requests_over_the_instances
"""


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        start = 0
        return [urls[(start + offset) % len(urls)] for offset in range(len(urls))]
