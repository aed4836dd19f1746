"""Keeps what `pay` is answered with as a receipt, although `receipt` has never got it.

Fails: test_leaves_the_receipts_as_they_are
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        try:
            charge = self._charge(order)
        except ServiceUnavailableError:
            self._queue.setdefault(order_id, order)
            return {"status": "queued"}
        self._receipts[charge["id"]] = charge
        return {"status": "paid", "charge": charge["id"]}
