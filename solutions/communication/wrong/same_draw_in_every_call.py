"""Seeds its source of chance anew for every pause: all callers draw the same.

Fails: test_doubles_the_bound_of_its_pauses, test_spreads_its_pauses_over_the_whole_range,
    test_adds_jitter_to_what_it_is_asked_for
"""


class Client:
    def _jitter(self, failed: int) -> float:
        return random.Random(failed).uniform(0.0, min(self._cap, self._base * 2 ** (failed - 1)))
