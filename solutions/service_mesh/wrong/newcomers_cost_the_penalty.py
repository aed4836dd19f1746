"""Takes an endpoint that nobody knows for a bad one.

Fails: test_x
"""


class Balancer:
    def cost(self, endpoint: str) -> float:
        """What a further call to the endpoint is expected to cost, in seconds."""
        if endpoint not in self._estimates:
            return self._penalty * (self._in_flight[endpoint] + 1)
        return self._weight(endpoint) * self._estimates[endpoint][0] * (self._in_flight[endpoint] + 1)
