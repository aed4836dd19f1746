"""Draws from the upper half of the range only.

Fails: test_spreads_its_pauses_over_the_whole_range
"""


class Client:
    def _jitter(self, failed: int) -> float:
        bound = min(self._cap, self._base * 2 ** (failed - 1))
        return random.uniform(bound / 2, bound)
