"""A probe that is broken off keeps its place: the breaker waits for it for ever.

Fails: test_a_probe_that_is_broken_off_gives_its_place_back
"""


class CircuitBreaker:
    def _give_back(self, period: int) -> None:
        """Nothing is given back."""
