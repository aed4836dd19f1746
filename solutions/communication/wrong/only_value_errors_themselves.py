"""Does not take a subclass of ValueError for one.

Fails: test_buries_what_can_never_be_handled
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
        except ValueError as error:
            return type(error) in (ValueError, json.JSONDecodeError) and self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked
