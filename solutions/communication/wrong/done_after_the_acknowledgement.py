"""Remembers only what could be acknowledged.

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
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        with contextlib.suppress(BrokerError):
            ask_broker("DeleteMessage", QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])
            self._done.add(event["id"])
        return worked
