"""Each attempt moves the turn of all calls on: a call among others misses instances, and tries one twice.

Fails: test_every_caller_gets_to_the_instance_that_works
"""

from collections.abc import Iterator


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> Iterator[str]:
        """All of them once, beginning with the one whose turn it is."""
        for _ in urls:
            yield urls[next(self._turn) % len(urls)]
