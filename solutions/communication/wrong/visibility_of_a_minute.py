"""Has a visibility of a minute by default.

Fails: test_survives_a_lost_acknowledgement, test_owns_a_message_for_its_visibility, test_leaves_alone_what_failed,
    test_keeps_the_order_of_a_key, test_gives_up_on_one_message_only, test_keeps_what_it_can_not_bury,
    test_takes_no_failure_for_done, test_ends_when_it_is_stopped
"""


class Consumer:
    def __init__(
        self,
        queue_url: str,
        work: Callable[[dict[str, Any], Callable[[], None]], object],
        *,
        done: DoneEvents,
        dead_letter_url: str,
        visibility: int = 60,
    ) -> None:
        self._queue_url = queue_url
        self._work = work
        self._done = done
        self._dead_letter_url = dead_letter_url
        self._visibility = visibility
