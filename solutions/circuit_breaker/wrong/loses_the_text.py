"""Raises the class of exception that the function raised, with a text of its own.

Fails: test_lets_the_callers_see_a_failure
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except httpx.HTTPError:
            self._failed(period)
            raise
        except Exception as error:
            self._failed(period)
            raise type(error)("the call has failed") from error
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result


class _ServerError(httpx.HTTPError):
    pass
