"""Sends no Idempotency-Key.

Fails: test_never_charges_an_order_twice, test_keeps_the_key_of_an_order
"""


class Checkout:
    def _charge(self, order: dict[str, Any]) -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        try:
            charge = self._ask("POST", "/charges", json=order)
        except PaymentRefusedError:
            self._queue.pop(order["reference"], None)
            raise
        self._queue.pop(order["reference"], None)
        return charge
