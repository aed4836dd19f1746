"""Takes an endpoint that nobody knows for a bad one.

Fails: test_blames_an_endpoint_for_its_failures, test_delays_a_call, test_leaves_ejected_endpoints_out,
    test_logs_a_call, test_picks_the_first_of_the_cheapest, test_repeats_elsewhere,
    test_sends_calls_to_the_quick_endpoint, test_tries_whom_it_does_not_know
"""


class Balancer:
    def cost(self, endpoint: str) -> float:
        """What a further call to the endpoint is expected to cost, in seconds."""
        if endpoint not in self._estimates:
            return self._penalty * (self._in_flight[endpoint] + 1)
        return self._weight(endpoint) * self._estimates[endpoint][0] * (self._in_flight[endpoint] + 1)
