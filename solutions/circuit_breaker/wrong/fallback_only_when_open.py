"""Falls back only when the circuit is open, not when the call itself fails.

Fails: test_shows_the_last_known_receipt, test_makes_up_no_receipt, test_keeps_a_receipt_after_a_refusal,
    test_offers_the_default_methods, test_says_gracefully_that_a_refund_must_wait,
    test_each_answer_of_5xx_is_an_outage, test_shares_nothing_between_checkouts, test_queues_a_payment_for_later,
    test_takes_a_closed_connection_for_an_outage, test_keeps_a_receipt_after_a_refund
"""


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base_url + path, **options)
        except CircuitOpenError as error:
            raise _sorry(error.retry_after) from error
        if response.is_server_error:
            response.raise_for_status()
        answer: dict[str, Any] = response.json()
        if response.is_client_error:
            raise PaymentRefusedError(answer["detail"])
        return answer
