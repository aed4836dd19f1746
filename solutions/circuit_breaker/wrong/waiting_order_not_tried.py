"""Does not try an order again that waits already.

Fails: test_sends_all_through_its_client, test_keeps_the_key_of_an_order,
    test_waits_no_more_once_there_is_an_answer
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        if order_id in self._queue:
            return {"status": "queued"}
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except ServiceUnavailableError:
            self._queue.setdefault(order_id, order)
            return {"status": "queued"}
