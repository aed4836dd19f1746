"""Lists the orders that came last first.

Fails: test_queues_a_payment_for_later
"""


class Checkout:
    @property
    def queued(self) -> list[str]:
        """The ids of the orders that wait to be paid, oldest first."""
        return list(reversed(self._queue))
