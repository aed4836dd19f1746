"""Lets an exception of the work out.

Fails: test_leaves_alone_what_failed, test_goes_on_behind_any_failure, test_keeps_the_order_of_a_key
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
            raise
        self._acknowledge(message)
        return worked
