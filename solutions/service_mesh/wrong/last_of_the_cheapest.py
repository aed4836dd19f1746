"""Picks the last of several equals.

Fails: test_blames_an_endpoint_for_its_failures, test_blames_nobody_for_a_fault, test_delays_a_call,
    test_leaves_ejected_endpoints_out, test_logs_a_call, test_picks_the_first_of_the_cheapest,
    test_repeats_elsewhere, test_sends_calls_to_the_quick_endpoint
"""


class Balancer:
    def pick(self, candidates: Sequence[str]) -> str:
        """The cheapest of the candidates; it counts as in flight until ``done``."""
        if not candidates:
            raise NoEndpointError("there is no endpoint")
        endpoint = min(reversed(candidates), key=self.cost)
        self._in_flight[endpoint] += 1
        return endpoint
