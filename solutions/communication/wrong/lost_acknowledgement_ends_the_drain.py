"""Does not count work that could not be acknowledged, as its exception is that of the work.

Fails: test_survives_a_lost_acknowledgement
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
                ask_broker("DeleteMessage", QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])
                return True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked
