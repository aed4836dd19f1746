"""Picks the last of several equals.

Fails: test_x
"""


class Balancer:
    def pick(self, candidates: Sequence[str]) -> str:
        """The cheapest of the candidates; it counts as in flight until ``done``."""
        if not candidates:
            raise NoEndpointError("there is no endpoint")
        endpoint = min(reversed(candidates), key=self.cost)
        self._in_flight[endpoint] += 1
        return endpoint
