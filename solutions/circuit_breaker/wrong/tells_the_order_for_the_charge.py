"""Gives the order's id as that of the charge.

Fails: test_asks_the_service_it_was_given, test_pays
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        try:
            return {"status": "paid", "charge": self._charge(order)["reference"]}
        except ServiceUnavailableError:
            self._queue.setdefault(order_id, order)
            return {"status": "queued"}
