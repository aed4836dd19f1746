"""Keeps what `deliver` is answered with as receipts, although `receipt` has never got them.

Fails: test_leaves_the_receipts_as_they_are
"""


class Checkout:
    def deliver(self) -> int:
        """Charge what is queued, oldest first, as far as it goes; return how many charges were made."""
        made = 0
        for order in list(self._queue.values()):
            try:
                charge = self._charge(order)
            except ServiceUnavailableError:
                break
            except PaymentRefusedError:
                continue  # the answer is final; it must not hold up the others
            self._receipts[charge["id"]] = charge
            made += 1
        return made
