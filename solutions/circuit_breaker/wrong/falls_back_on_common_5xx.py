"""Takes only 500, 502, 503 and 504 for an outage.

Fails: test_each_answer_of_5xx_is_an_outage
"""


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base_url + path, **options)
        except CircuitOpenError as error:
            raise _sorry(error.retry_after) from error
        except httpx.TransportError as error:
            raise _sorry(1.0) from error
        if response.status_code in (500, 502, 503, 504):
            raise _sorry(1.0)
        if response.is_server_error:
            response.raise_for_status()
        answer: dict[str, Any] = response.json()
        if response.is_client_error:
            raise PaymentRefusedError(answer["detail"])
        return answer
