"""Picks the first of several equals by name.

Fails: test_picks_the_first_of_the_cheapest, test_sends_calls_to_the_quick_endpoint
"""


class Balancer:
    def pick(self, candidates: Sequence[str]) -> str:
        """The cheapest of the candidates; it counts as in flight until ``done``."""
        if not candidates:
            raise NoEndpointError("there is no endpoint")
        endpoint = min(sorted(candidates), key=self.cost)
        self._in_flight[endpoint] += 1
        return endpoint
