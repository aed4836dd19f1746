"""Takes a call for over as soon as it is picked.

Fails: test_spreads_calls_at_once
"""


class _Pool:
    def pick(self, tried: Sequence[str]) -> str:
        """An endpoint, if possible one that was not tried yet."""
        usable = self._detector.available()
        endpoint = self._balancer.pick([one for one in usable if one not in tried] or usable)
        self._balancer._in_flight.clear()
        return endpoint

    def done(self, endpoint: str, seconds: float, ok: bool) -> None:
        self._balancer._in_flight[endpoint] += 1
        self._balancer.done(endpoint, seconds, ok)
        self._detector.record(endpoint, ok)
