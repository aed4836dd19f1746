"""Makes another Idempotency-Key when it delivers an order than when it was paid.

Fails: test_never_charges_an_order_twice, test_keeps_the_key_of_an_order
"""


class Checkout:
    def deliver(self) -> int:
        """Charge what is queued, oldest first, as far as it goes; return how many charges were made."""
        made = 0
        for order in list(self._queue.values()):
            try:
                self._charge(order, "delivery")
            except ServiceUnavailableError:
                break
            except PaymentRefusedError:
                continue  # the answer is final; it must not hold up the others
            made += 1
        return made

    def _charge(self, order: dict[str, Any], attempt: str = "payment") -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        # The same key in every attempt: the first one may have been carried out although it seemed to fail.
        headers = {"Idempotency-Key": f"{attempt}-{order['reference']}"}
        try:
            charge = self._ask("POST", "/charges", json=order, headers=headers)
        except PaymentRefusedError:
            self._queue.pop(order["reference"], None)
            raise
        self._queue.pop(order["reference"], None)
        return charge
