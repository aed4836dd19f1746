"""Acknowledges an event whose work has failed.

Fails: test_owns_a_message_for_its_visibility, test_leaves_alone_what_failed, test_keeps_the_order_of_a_key,
    test_gives_up_on_one_message_only, test_takes_no_failure_for_done
"""


class Consumer:
    def _handle(self, message: dict[str, Any]) -> bool:
        """Whether the work was done. A message that is not deleted comes again by itself."""
        worked = False
        try:
            event = _read_event(message["Body"])
            if event["id"] not in self._done:
                self._work(event, lambda: self._extend(message))
                self._done.add(event["id"])
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            worked = False
        self._acknowledge(message)
        return worked
