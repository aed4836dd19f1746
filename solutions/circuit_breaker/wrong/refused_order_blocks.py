"""A refused order stays at the head of the queue and holds up all behind it.

Fails: test_does_not_queue_what_was_refused
"""


class Checkout:
    def deliver(self) -> int:
        made = 0
        while self._queue:
            try:
                self._charge(self._queue[0])
                made += 1
            except (ServiceUnavailableError, PaymentRefusedError):
                break
            self._queue.popleft()
        return made
