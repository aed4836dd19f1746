"""Lets bad news count little by little, too.

Fails: test_counts_calls_in_flight, test_learns_from_answers
"""


class Balancer:
    def done(self, endpoint: str, seconds: float, ok: bool) -> None:
        """A call to the endpoint is over."""
        self._in_flight[endpoint] -= 1
        sample = seconds if ok else max(seconds, self._penalty)
        if endpoint in self._estimates:
            weight = self._weight(endpoint)
            sample = weight * self._estimates[endpoint][0] + (1 - weight) * sample
        self._estimates[endpoint] = (sample, time.monotonic())
