"""Holds a lock while the function runs, so that calls stand in a queue.

Fails: test_calls_do_not_wait_for_each_other
"""


class CircuitBreaker:
    def __init__(
        self,
        *,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        self._failure_threshold = failure_threshold
        self._window = window
        self._open_for = open_for
        self._probes = probes
        self._lock = threading.Lock()
        self._one_at_a_time = threading.RLock()
        # Counts the changes of state: an outcome matters only in the period that let its call through.
        self._period = 0
        self._enter(CLOSED)

    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            with self._one_at_a_time:
                result = function(*args, **kwargs)
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result
