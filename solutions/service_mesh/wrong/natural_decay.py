"""Lets an estimate fall to 1/e, not to a half.

Fails: test_forgives_with_time, test_learns_from_answers
"""


class Balancer:
    def _weight(self, endpoint: str) -> float:
        """What the estimate still counts for: half of it after each half-life."""
        return float(0.36788 ** ((time.monotonic() - self._estimates[endpoint][1]) / self._half_life))
