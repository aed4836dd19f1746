"""Each call begins with an instance that is drawn by lot: some get two in a row, others none.

Fails: test_takes_the_instances_in_turn, test_spreads_requests_over_the_instances
"""

import random


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        start = random.randrange(1000)
        return [urls[(start + offset) % len(urls)] for offset in range(len(urls))]
