"""Takes a broker that does not answer for an empty queue.

Fails: test_tells_that_it_can_not_receive
"""


class Consumer:
    def drain(self) -> int:
        count = 0
        with contextlib.suppress(BrokerError):
            for message in self._messages():
                count += self._handle(message)
        return count
