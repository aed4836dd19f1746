"""Remembers the event before its work: it is never tried again.

Fails: test_leaves_alone_what_failed, test_keeps_the_order_of_a_key, test_gives_up_on_one_message_only,
    test_keeps_what_it_can_not_bury, test_takes_no_failure_for_done, test_ends_when_it_is_stopped
"""


class Consumer:
    def _handle(self, message: dict[str, Any]) -> bool:
        """Whether the work was done. A message that is not deleted comes again by itself."""
        worked = False
        try:
            event = _read_event(message["Body"])
            if event["id"] not in self._done:
                self._done.add(event["id"])
                self._work(event, lambda: self._extend(message))
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked
