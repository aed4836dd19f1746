"""Puts an order that is tried again in vain at the end of the queue.

Fails: test_queues_an_order_once
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except ServiceUnavailableError:
            self._queue.pop(order_id, None)
            self._queue[order_id] = order
            return {"status": "queued"}
