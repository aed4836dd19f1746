"""Sends everybody to an endpoint that has not answered yet.

Fails: test_spreads_calls_at_once, test_tries_whom_it_does_not_know
"""


class Balancer:
    def cost(self, endpoint: str) -> float:
        """What a further call to the endpoint is expected to cost, in seconds."""
        if endpoint not in self._estimates:
            return 0.0
        return self._weight(endpoint) * self._estimates[endpoint][0] * (self._in_flight[endpoint] + 1)
