"""Knows one queue for dead letters, whatever it was given.

Fails: test_buries_what_can_never_be_handled
"""


class Consumer:
    def __init__(
        self,
        queue_url: str,
        work: Callable[[dict[str, Any], Callable[[], None]], object],
        *,
        done: DoneEvents,
        dead_letter_url: str,
        visibility: int = 30,
    ) -> None:
        self._queue_url = queue_url
        self._work = work
        self._done = done
        self._dead_letter_url = f"{BROKER}/000000000000/orders-dead.fifo"
        self._visibility = visibility
