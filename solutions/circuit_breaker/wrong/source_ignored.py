"""Charges the default card, whatever the source.

Fails: test_pays, test_delivers_what_is_queued, test_drops_a_refused_order_from_the_queue,
    test_does_not_queue_what_was_refused, test_waits_no_more_once_there_is_an_answer
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": "tok_visa"}
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except ServiceUnavailableError:
            self._queue.setdefault(order_id, order)
            return {"status": "queued"}
