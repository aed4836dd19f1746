"""The instance that has just failed is tried again instead of its neighbour.

Fails: test_repeats_every_idempotent_method, test_each_failure_of_a_call_is_looked_at[GET],
test_each_failure_of_a_call_is_looked_at[POST], test_tries_each_instance_once_and_then_gives_up[connection],
test_tries_each_instance_once_and_then_gives_up[status], test_comes_back_to_an_instance_that_is_well_again,
test_nobody_notices_one_failing_instance
"""


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        start = next(self._turn)
        return [urls[start % len(urls)] for _ in range(len(urls))]
