"""Forgets a receipt when the service has answered with 404.

Fails: test_keeps_a_receipt_after_a_refusal
"""


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base_url + path, **options)
        except CircuitOpenError as error:
            raise _sorry(error.retry_after) from error
        except httpx.TransportError as error:
            raise _sorry(1.0) from error
        if response.is_server_error:
            raise _sorry(1.0)
        answer: dict[str, Any] = response.json()
        if response.status_code == 404:
            self._receipts.pop(path.removeprefix("/charges/"), None)
        if response.is_client_error:
            raise PaymentRefusedError(answer["detail"])
        return answer
