"""Puts an order that can't be sent at the end of the queue.

Fails: test_stops_delivering_when_the_service_is_gone
"""


class Checkout:
    def deliver(self) -> int:
        """Charge what is queued, oldest first, as far as it goes; return how many charges were made."""
        made = 0
        for order in list(self._queue.values()):
            try:
                self._charge(order)
            except ServiceUnavailableError:
                self._queue[order["reference"]] = self._queue.pop(order["reference"])
                break
            except PaymentRefusedError:
                continue  # the answer is final; it must not hold up the others
            made += 1
        return made
