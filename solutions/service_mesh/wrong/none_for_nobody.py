"""Raises ValueError where there is no candidate.

Fails: test_picks_the_first_of_the_cheapest, test_says_why_it_answers_by_itself
"""


class Balancer:
    def pick(self, candidates: Sequence[str]) -> str:
        """The cheapest of the candidates; it counts as in flight until ``done``."""
        endpoint = min(candidates, key=self.cost)
        self._in_flight[endpoint] += 1
        return endpoint
