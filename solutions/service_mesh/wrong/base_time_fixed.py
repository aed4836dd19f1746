"""Ejects for half a minute, whatever was given.

Fails: test_ejects_for_longer_each_time, test_leaves_ejected_endpoints_out
"""


class OutlierDetector:
    def __init__(
        self,
        endpoints: Sequence[str],
        *,
        consecutive_errors: int = 5,
        base_ejection: float = 30.0,
        max_ejected_percent: int = 50,
    ) -> None:
        self._records = {endpoint: _Record() for endpoint in endpoints}
        self._consecutive_errors = consecutive_errors
        self._base_ejection = 30.0
        self._most = min(len(self._records) * max_ejected_percent // 100, len(self._records) - 1)
