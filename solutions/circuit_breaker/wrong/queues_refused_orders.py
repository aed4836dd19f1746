"""Queues an order whose card was declined.

Fails: test_an_answer_of_4xx_is_an_answer, test_does_not_queue_what_was_refused,
    test_waits_no_more_once_there_is_an_answer
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except (ServiceUnavailableError, PaymentRefusedError):
            self._queue.setdefault(order_id, order)
            return {"status": "queued"}
