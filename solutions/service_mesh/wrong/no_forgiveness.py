"""Lets an estimate never get old.

Fails: test_forgives_with_time, test_leaves_ejected_endpoints_out, test_sends_calls_to_the_quick_endpoint
"""


class Balancer:
    def cost(self, endpoint: str) -> float:
        """What a further call to the endpoint is expected to cost, in seconds."""
        if endpoint not in self._estimates:
            return self._penalty * self._in_flight[endpoint]
        return self._estimates[endpoint][0] * (self._in_flight[endpoint] + 1)
