"""Shares one balancer among all subsets and services.

Fails: test_leaves_ejected_endpoints_out, test_repeats_elsewhere, test_sends_calls_to_the_quick_endpoint
"""


class _Pool:
    _balancer = Balancer()

    def __init__(self, endpoints: Sequence[str], outliers: Mapping[str, Any]) -> None:
        self._detector = OutlierDetector(endpoints, **outliers)
