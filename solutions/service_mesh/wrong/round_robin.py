"""Takes the endpoints in turn.

Fails: test_blames_an_endpoint_for_its_failures, test_blames_nobody_for_a_fault, test_delays_a_call,
    test_leaves_ejected_endpoints_out, test_repeats_elsewhere, test_sends_calls_to_the_quick_endpoint,
    test_spreads_calls_at_once
"""


class _Pool:
    def pick(self, tried: Sequence[str]) -> str:
        """An endpoint, if possible one that was not tried yet."""
        usable = self._detector.available()
        self._turn = getattr(self, "_turn", -1) + 1
        left = [one for one in usable if one not in tried] or usable
        return self._balancer.pick(left[self._turn % len(left) :][:1] if left else left)
