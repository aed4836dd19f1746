"""Takes an answer of 4xx for neither a failure nor a success: a probe that gets one is never done.

Fails: test_takes_4xx_for_a_sign_of_life
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except _ClientError:
            raise
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result


class _ClientError(_ServerError):
    """Carries an answer of 4xx past the breaker."""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **options)
        if response.is_server_error:
            raise _ServerError(response)
        if response.is_client_error:
            raise _ClientError(response)
        return response
