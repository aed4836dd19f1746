"""Numbers the Idempotency-Keys, each checkout from one: the service takes the orders of two checkouts for one.

Fails: test_keeps_the_key_of_an_order
"""


class Checkout:
    def _charge(self, order: dict[str, Any]) -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        self._keys = getattr(self, "_keys", {})
        number = self._keys.setdefault(order["reference"], len(self._keys) + 1)
        headers = {"Idempotency-Key": f"payment-{number}"}
        try:
            charge = self._ask("POST", "/charges", json=order, headers=headers)
        except PaymentRefusedError:
            self._queue.pop(order["reference"], None)
            raise
        self._queue.pop(order["reference"], None)
        return charge
