"""Hands over the data of the event instead of the event.

Fails: test_example_acknowledges_after_the_work, test_works_on_all_that_is_there, test_takes_no_failure_for_done
"""


class Consumer:
    def _handle(self, message: dict[str, Any]) -> bool:
        """Whether the work was done. A message that is not deleted comes again by itself."""
        worked = False
        try:
            event = _read_event(message["Body"])
            if event["id"] not in self._done:
                self._work({"id": event["id"], **(event["data"] or {})}, lambda: self._extend(message))
                self._done.add(event["id"])
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked
