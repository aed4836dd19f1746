"""Falls back only when the circuit is open, not when the call itself fails.

Fails: test_shows_the_last_known_receipt, test_offers_the_default_methods,
    test_queues_a_payment_for_later, test_says_gracefully_that_a_refund_must_wait
"""


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base_url + path, **options)
        except CircuitOpenError as error:
            raise _sorry(error.retry_after) from error
        response.raise_for_status() if response.is_server_error else None
        answer: dict[str, Any] = response.json()
        if response.is_client_error:
            raise PaymentRefusedError(answer["detail"])
        return answer
