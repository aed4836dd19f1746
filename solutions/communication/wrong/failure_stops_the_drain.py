"""Stops at the first event that fails, without an exception: all others wait.

Fails: test_goes_on_behind_any_failure, test_keeps_the_order_of_a_key
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
            self._stopped = True
            return False
        self._acknowledge(message)
        return worked

    def _messages(self) -> Iterator[dict[str, Any]]:
        # One at a time: those behind a failed one of their group would count as received, though nobody tried them.
        while found := ask_broker(
            "ReceiveMessage",
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=1,
            VisibilityTimeout=self._visibility,
            MessageSystemAttributeNames=["MessageGroupId", "MessageDeduplicationId"],
        ).get("Messages"):
            self._stopped = False
            yield from found
            if self._stopped:
                return
