"""Does not tell the detector of outcomes.

Fails: test_leaves_ejected_endpoints_out
"""


class _Pool:
    def done(self, endpoint: str, seconds: float, ok: bool) -> None:
        self._balancer.done(endpoint, seconds, ok)
