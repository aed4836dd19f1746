"""Has one lock for all objects.

Fails: test_calls_at_once_share_a_refresh, test_two_services_share_nothing
"""


class _Kept:
    _lock = threading.Lock()

    def __init__(self, renew: Callable[[], dict[str, Any]], current: dict[str, Any] | None = None) -> None:
        self._renew, self._current = renew, current
