"""Tells 30 s as `retry_after`, whatever has passed of the time.

Fails: test_says_when_an_open_circuit_is_worth_another_try
"""


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base_url + path, **options)
        except CircuitOpenError as error:
            raise _sorry(30.0) from error
        except httpx.TransportError as error:
            raise _sorry(1.0) from error
        if response.is_server_error:
            raise _sorry(1.0)
        answer: dict[str, Any] = response.json()
        if response.is_client_error:
            raise PaymentRefusedError(answer["detail"])
        return answer
