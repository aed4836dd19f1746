"""Lets `ServiceUnavailableError` out of `deliver`.

Fails: test_leaves_an_open_service_alone, test_stops_delivering_when_the_service_is_gone,
    test_keeps_the_key_of_an_order
"""


class Checkout:
    def deliver(self) -> int:
        """Charge what is queued, oldest first, as far as it goes; return how many charges were made."""
        made = 0
        for order in list(self._queue.values()):
            try:
                self._charge(order)
            except PaymentRefusedError:
                continue  # the answer is final; it must not hold up the others
            made += 1
        return made
