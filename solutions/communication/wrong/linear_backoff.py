"""Lets the bound grow by `base` with each try.

Fails: test_doubles_the_bound_of_its_pauses, test_spreads_its_pauses_over_the_whole_range
"""


class Client:
    def _jitter(self, failed: int) -> float:
        return random.uniform(0.0, min(self._cap, self._base * failed))
