"""Acknowledges first: an event whose work fails is lost.

Fails: test_example_acknowledges_after_the_work, test_acknowledges_when_the_work_is_done,
    test_survives_a_lost_acknowledgement, test_owns_a_message_for_its_visibility, test_extends_its_time,
    test_leaves_alone_what_failed, test_keeps_the_order_of_a_key, test_gives_up_on_one_message_only,
    test_keeps_what_it_can_not_bury, test_takes_no_failure_for_done, test_ends_when_it_is_stopped
"""


class Consumer:
    def _handle(self, message: dict[str, Any]) -> bool:
        """Whether the work was done. A message that is not deleted comes again by itself."""
        worked = False
        try:
            event = _read_event(message["Body"])
            if event["id"] not in self._done:
                self._acknowledge(message)
                self._work(event, lambda: self._extend(message))
                self._done.add(event["id"])
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked
