"""Waits the same time as everybody else: a retry storm.

Fails: test_spreads_its_pauses_over_the_whole_range, test_adds_jitter_to_what_it_is_asked_for
"""


class Client:
    def _jitter(self, failed: int) -> float:
        return min(self._cap, self._base * 2 ** (failed - 1))
