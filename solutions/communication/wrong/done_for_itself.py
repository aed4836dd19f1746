"""Remembers for itself instead of in `done`: a second consumer does it all again.

Fails: test_does_no_work_twice
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
        self._done = DoneEvents()
        self._dead_letter_url = dead_letter_url
        self._visibility = visibility
