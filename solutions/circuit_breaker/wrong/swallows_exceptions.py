"""Hides a failure from the caller, unless it is one of httpx: `call` returns None.

Fails: test_example_opens_at_the_third_failure, test_lets_the_callers_see_a_failure
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except (httpx.HTTPError, _ServerError):
            self._failed(period)
            raise
        except Exception:
            self._failed(period)
            return None  # type: ignore[return-value]
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result
