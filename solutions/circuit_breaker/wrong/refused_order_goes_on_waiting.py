"""Leaves an order in the queue that another `pay` has had refused.

Fails: test_waits_no_more_once_there_is_an_answer
"""


class Checkout:
    def deliver(self) -> int:
        """Charge what is queued, oldest first, as far as it goes; return how many charges were made."""
        made = 0
        for order in list(self._queue.values()):
            try:
                self._charge(order)
            except ServiceUnavailableError:
                break
            except PaymentRefusedError:
                del self._queue[order["reference"]]
                continue
            made += 1
        return made

    def _charge(self, order: dict[str, Any]) -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        # The same key in every attempt: the first one may have been carried out although it seemed to fail.
        headers = {"Idempotency-Key": f"order-{order['reference']}"}
        try:
            charge = self._ask("POST", "/charges", json=order, headers=headers)
        except PaymentRefusedError:
            raise
        self._queue.pop(order["reference"], None)
        return charge
