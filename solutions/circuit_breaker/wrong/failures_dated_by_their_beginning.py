"""Enters a failure with the moment at which its call began.

Fails: test_counts_a_failure_from_the_end_of_its_call
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        began = time.monotonic()
        try:
            result = function(*args, **kwargs)
        except Exception:
            self._failed(period, began)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result

    def _failed(self, period: int, now: float) -> None:
        with self._lock:
            if period != self._period:
                return
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
