"""Sends what only reads without the guarded client.

Fails: test_says_when_an_open_circuit_is_worth_another_try, test_leaves_an_open_service_alone,
    test_sends_all_through_its_client
"""


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            if method == "GET":
                response = httpx.get(self._base_url + path, timeout=2.0)
            else:
                response = self._client.request(method, self._base_url + path, **options)
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
