"""Raises an exception of its own when there was no answer.

Fails: test_lets_exceptions_of_httpx_out
"""


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request; ``options`` are httpx's (``json``, ``headers``, ``params`` …)."""
        try:
            return self.breaker(url).call(self._send, method, url, **options)
        except _ServerError as error:
            return error.response
        except httpx.TransportError as error:
            raise ServiceUnavailableError("no answer", 1.0) from error


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base_url + path, **options)
        except ServiceUnavailableError as error:
            raise _sorry(1.0) from error
        except CircuitOpenError as error:
            raise _sorry(error.retry_after) from error
        except httpx.TransportError as error:
            raise _sorry(1.0) from error
        if response.is_server_error:
            raise _sorry(1.0)
        answer: dict[str, Any] = response.json()
        if response.is_client_error:
            raise PaymentRefusedError(answer["detail"])
        return answer
