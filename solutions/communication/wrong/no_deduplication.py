"""Does the work of every message, whether its event is done or not.

Fails: test_does_no_work_twice, test_survives_a_lost_acknowledgement
"""


class Consumer:
    def _handle(self, message: dict[str, Any]) -> bool:
        """Whether the work was done. A message that is not deleted comes again by itself."""
        worked = False
        try:
            event = _read_event(message["Body"])
            if True:
                self._work(event, lambda: self._extend(message))
                self._done.add(event["id"])
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked
