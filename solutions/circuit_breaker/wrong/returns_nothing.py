"""Calls the function and forgets what it returned.

Fails: test_example_opens_at_the_third_failure, test_passes_calls_through_while_all_is_well,
    test_lets_the_callers_see_a_failure
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result if isinstance(result, httpx.Response) else None
