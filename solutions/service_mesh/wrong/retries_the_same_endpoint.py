"""Tries the same endpoint again.

Fails: test_x
"""


class _Pool:
    def pick(self, tried: Sequence[str]) -> str:
        """An endpoint, if possible one that was not tried yet."""
        usable = self._detector.available()
        return self._balancer.pick([one for one in usable if one in tried] or usable)
