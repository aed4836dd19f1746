"""Lets httpx's timeouts out of the checkout.

Fails: test_shows_the_last_known_receipt, test_makes_up_no_receipt, test_offers_the_default_methods,
    test_says_gracefully_that_a_refund_must_wait, test_queues_a_payment_in_every_trouble,
    test_stops_delivering_when_the_service_is_gone, test_never_charges_an_order_twice
"""


class Checkout:
    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base_url + path, **options)
        except CircuitOpenError as error:
            raise _sorry(error.retry_after) from error
        except (httpx.NetworkError, httpx.ProtocolError) as error:
            raise _sorry(1.0) from error
        if response.is_server_error:
            raise _sorry(1.0)
        answer: dict[str, Any] = response.json()
        if response.is_client_error:
            raise PaymentRefusedError(answer["detail"])
        return answer
