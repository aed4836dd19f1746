"""Tries again after 30 s, not at 30 s.

Fails: test_tries_again_after_half_a_minute
"""


class Renewer:
    def _waits(self, now: float) -> bool:
        return self._failed_at is not None and now <= self._failed_at + RETRY_SECONDS
