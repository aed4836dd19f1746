"""Knows messages, and not events: one that was sent twice is done twice.

Fails: test_does_no_work_twice
"""


class Consumer:
    def _handle(self, message: dict[str, Any]) -> bool:
        """Whether the work was done. A message that is not deleted comes again by itself."""
        worked = False
        try:
            event = _read_event(message["Body"])
            if message["MessageId"] not in self._done:
                self._work(event, lambda: self._extend(message))
                self._done.add(message["MessageId"])
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked
