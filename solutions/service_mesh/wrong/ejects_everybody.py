"""Ejects everybody at 100 percent.

Fails: test_never_ejects_everybody
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
        self._base_ejection = base_ejection
        self._most = len(self._records) * max_ejected_percent // 100
