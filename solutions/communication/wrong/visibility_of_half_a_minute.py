"""Has a visibility of 30 s, whatever it was given.

Fails: test_owns_a_message_for_its_visibility, test_extends_its_time
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
        self._dead_letter_url = dead_letter_url
        self._visibility = 30
