"""Tries whoever is cheapest, the same one included.

Fails: test_repeats_elsewhere, test_repeats_what_another_endpoint_may_better
"""


class _Pool:
    def pick(self, tried: Sequence[str]) -> str:
        """An endpoint, if possible one that was not tried yet."""
        usable = self._detector.available()
        return self._balancer.pick(usable)
