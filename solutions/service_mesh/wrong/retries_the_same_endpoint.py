"""Tries the same endpoint again.

Fails: test_repeats_elsewhere, test_repeats_only_what_does_no_harm, test_repeats_what_another_endpoint_may_better,
    test_sends_a_call_to_its_version
"""


class _Pool:
    def pick(self, tried: Sequence[str]) -> str:
        """An endpoint, if possible one that was not tried yet."""
        usable = self._detector.available()
        return self._balancer.pick([one for one in usable if one in tried] or usable)
