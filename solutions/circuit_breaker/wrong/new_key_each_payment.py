"""Makes a new Idempotency-Key for each `pay`, and keeps it for the delivery only.

Fails: test_keeps_the_key_of_an_order
"""

import uuid


class Checkout:
    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = client
        self._base_url = base_url
        self._keys: dict[str, str] = {}
        self._receipts: dict[str, dict[str, Any]] = {}
        self._queue: dict[str, dict[str, Any]] = {}

    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        self._keys[order_id] = str(uuid.uuid4())
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except ServiceUnavailableError:
            self._queue.setdefault(order_id, order)
            return {"status": "queued"}

    def _charge(self, order: dict[str, Any]) -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        # The same key in every attempt: the first one may have been carried out although it seemed to fail.
        headers = {"Idempotency-Key": self._keys[order["reference"]]}
        try:
            charge = self._ask("POST", "/charges", json=order, headers=headers)
        except PaymentRefusedError:
            self._queue.pop(order["reference"], None)
            raise
        self._queue.pop(order["reference"], None)
        return charge
