"""Returns how many orders waited, not how many charges were made.

Fails: test_stops_delivering_when_the_service_is_gone, test_drops_a_refused_order_from_the_queue
"""


class Checkout:
    def deliver(self) -> int:
        """Charge what is queued, oldest first, as far as it goes; return how many charges were made."""
        made = 0
        waited = len(self._queue)
        for order in list(self._queue.values()):
            try:
                self._charge(order)
            except ServiceUnavailableError:
                break
            except PaymentRefusedError:
                continue  # the answer is final; it must not hold up the others
            made += 1
        return made and waited
