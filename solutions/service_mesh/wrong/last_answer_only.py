"""Goes by the last answer only.

Fails: test_learns_from_answers
"""


class Balancer:
    def done(self, endpoint: str, seconds: float, ok: bool) -> None:
        """A call to the endpoint is over."""
        self._in_flight[endpoint] -= 1
        sample = seconds if ok else max(seconds, self._penalty)
        if endpoint in self._estimates:
            sample = seconds if ok else max(seconds, self._penalty)
        self._estimates[endpoint] = (sample, time.monotonic())
