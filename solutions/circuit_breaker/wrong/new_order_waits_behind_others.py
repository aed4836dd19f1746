"""While other orders wait, lets a new one wait behind them, although the service can be had.

Fails: test_pays_at_once_though_others_wait
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        if self._queue and order_id not in self._queue:
            self._queue[order_id] = order
            return {"status": "queued"}
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except ServiceUnavailableError:
            self._queue.setdefault(order_id, order)
            return {"status": "queued"}
