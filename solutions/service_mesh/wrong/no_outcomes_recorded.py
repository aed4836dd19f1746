"""Does not tell the detector of outcomes.

Fails: test_x
"""


class _Pool:
    def done(self, endpoint: str, seconds: float, ok: bool) -> None:
        self._balancer.done(endpoint, seconds, ok)
