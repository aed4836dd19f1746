"""Remembers a buried event as done: when it comes again, mended, nobody works on it.

Fails: test_takes_no_failure_for_done
"""


class Consumer:
    def _bury(self, message: dict[str, Any]) -> bool:
        try:
            ask_broker(
                "SendMessage", QueueUrl=self._dead_letter_url, MessageBody=message["Body"], **message["Attributes"]
            )
        except BrokerError:
            return False
        with contextlib.suppress(ValueError):
            self._done.add(_read_event(message["Body"])["id"])
        self._acknowledge(message)
        return False
