"""Picks ejected endpoints as well.

Fails: test_leaves_ejected_endpoints_out
"""


class _Pool:
    def __init__(self, endpoints: Sequence[str], outliers: Mapping[str, Any]) -> None:
        self._balancer = Balancer()
        self._endpoints = list(endpoints)
        self._detector = OutlierDetector(endpoints, **outliers)

    def pick(self, tried: Sequence[str]) -> str:
        """An endpoint, if possible one that was not tried yet."""
        usable = self._endpoints
        return self._balancer.pick([one for one in usable if one not in tried] or usable)
