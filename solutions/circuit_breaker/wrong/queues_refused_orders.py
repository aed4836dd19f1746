"""Queues an order whose card was declined.

Fails: test_does_not_queue_what_was_refused
"""


class Checkout:
    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        charge = {"reference": order_id, "amount": amount, "source": source}
        try:
            return {"status": "paid", "charge": self._charge(charge)["id"]}
        except (ServiceUnavailableError, PaymentRefusedError):
            self._queue.append(charge)
            return {"status": "queued"}
