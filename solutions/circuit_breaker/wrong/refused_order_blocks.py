"""A refused order stays at the head of the queue and is tried each time.

Fails: test_drops_a_refused_order_from_the_queue
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
                self._queue = {order["reference"]: order, **self._queue}
                break
            made += 1
        return made
