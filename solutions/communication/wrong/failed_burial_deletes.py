"""Deletes a bad message though it could not be sent to the dead letters.

Fails: test_keeps_what_it_can_not_bury
"""


class Consumer:
    def _bury(self, message: dict[str, Any]) -> bool:
        with contextlib.suppress(BrokerError):
            ask_broker(
                "SendMessage", QueueUrl=self._dead_letter_url, MessageBody=message["Body"], **message["Attributes"]
            )
        self._acknowledge(message)
        return False
