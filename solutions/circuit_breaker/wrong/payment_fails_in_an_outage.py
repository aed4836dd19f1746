"""Raises `ServiceUnavailableError` for a payment that it has queued.

Fails: test_each_answer_of_5xx_is_an_outage, test_leaves_an_open_service_alone, test_shares_nothing_between_checkouts,
    test_queues_a_payment_for_later, test_takes_a_closed_connection_for_an_outage
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except ServiceUnavailableError:
            self._queue.setdefault(order_id, order)
            raise
