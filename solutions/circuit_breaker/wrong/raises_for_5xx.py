"""Raises httpx.HTTPStatusError instead of handing the answer of 5xx to the caller.

Fails: test_example_stops_asking_a_service_that_is_down, test_hands_over_an_answer_of_5xx,
    test_rides_out_an_outage, test_shows_the_last_known_receipt, test_makes_up_no_receipt,
    test_keeps_a_receipt_after_a_refusal, test_offers_the_default_methods,
    test_says_gracefully_that_a_refund_must_wait, test_each_answer_of_5xx_is_an_outage,
    test_shares_nothing_between_checkouts, test_queues_a_payment_for_later
"""


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request; ``options`` are httpx's (``json``, ``headers``, ``params`` …)."""
        try:
            return self.breaker(url).call(self._send, method, url, **options)
        except _ServerError as error:
            error.response.raise_for_status()
            raise
