"""A probe that is broken off counts as a good one, as a ``finally`` makes it.

Fails: test_a_probe_that_is_broken_off_gives_its_place_back
"""


class CircuitBreaker:
    def _give_back(self, period: int) -> None:
        self._succeeded(period)
