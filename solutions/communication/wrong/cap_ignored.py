"""Lets the bound grow for ever.

Fails: test_doubles_the_bound_of_its_pauses
"""


class Client:
    def _jitter(self, failed: int) -> float:
        return random.uniform(0.0, self._base * 2 ** (failed - 1))
