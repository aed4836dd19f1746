"""Acknowledges the message at the end of its work, however it ended.

Fails: test_acknowledges_when_the_work_is_done, test_ends_when_it_is_stopped
"""


class Consumer:
    def _handle(self, message: dict[str, Any]) -> bool:
        """Whether the work was done. A message that is not deleted comes again by itself."""
        worked = False
        try:
            event = _read_event(message["Body"])
            if event["id"] not in self._done:
                try:
                    self._work(event, lambda: self._extend(message))
                except Exception:
                    raise
                except BaseException:
                    self._acknowledge(message)
                    raise
                self._done.add(event["id"])
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked
