"""Makes the Idempotency-Key from amount and source, which two orders may have in common.

Fails: test_stops_delivering_when_the_service_is_gone, test_drops_a_refused_order_from_the_queue,
    test_never_charges_an_order_twice, test_keeps_the_key_of_an_order, test_queues_an_order_once
"""


class Checkout:
    def _charge(self, order: dict[str, Any]) -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        # The same key in every attempt: the first one may have been carried out although it seemed to fail.
        headers = {"Idempotency-Key": f"{order['amount']}-{order['source']}"}
        try:
            charge = self._ask("POST", "/charges", json=order, headers=headers)
        except PaymentRefusedError:
            self._queue.pop(order["reference"], None)
            raise
        self._queue.pop(order["reference"], None)
        return charge
