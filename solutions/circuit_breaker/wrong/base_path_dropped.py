"""Drops the path of `base_url`.

Fails: test_asks_the_service_it_was_given
"""


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, str(httpx.URL(self._base_url).join(path)), **options)
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
