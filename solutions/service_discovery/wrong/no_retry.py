"""The first instance that fails is the end of the call, though others are well.

Fails: test_goes_on_to_the_next_instance[connection], test_goes_on_to_the_next_instance[status],
test_repeats_what_never_arrived, test_tries_each_instance_once_and_then_gives_up[connection],
test_tries_each_instance_once_and_then_gives_up[status], test_nobody_notices_one_failing_instance,
test_what_never_arrived_is_sent_to_the_next
"""


class ServiceClient:
    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        start = next(self._turn)
        return [urls[(start + offset) % len(urls)] for offset in range(min(1, len(urls)))]
