"""Takes every `CircuitOpenError` for its own, also that of a breaker inside the function.

Fails: test_counts_the_refusal_of_another_breaker
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except CircuitOpenError:
            self._give_back(period)
            raise
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result
