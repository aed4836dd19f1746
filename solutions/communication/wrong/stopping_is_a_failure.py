"""Goes on though it was told to stop.

Fails: test_ends_when_it_is_stopped
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
        except BaseException:
            return False
        self._acknowledge(message)
        return worked
