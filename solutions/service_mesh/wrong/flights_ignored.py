"""Does not count calls in flight.

Fails: test_counts_calls_in_flight, test_picks_the_first_of_the_cheapest
"""


class Balancer:
    def cost(self, endpoint: str) -> float:
        """What a further call to the endpoint is expected to cost, in seconds."""
        if endpoint not in self._estimates:
            return self._penalty * self._in_flight[endpoint]
        return self._weight(endpoint) * self._estimates[endpoint][0] * 1
