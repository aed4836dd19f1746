"""Deletes a bad message first: if sending fails then it is lost.

Fails: test_keeps_what_it_can_not_bury
"""


class Consumer:
    def _bury(self, message: dict[str, Any]) -> bool:
        self._acknowledge(message)
        try:
            ask_broker(
                "SendMessage", QueueUrl=self._dead_letter_url, MessageBody=message["Body"], **message["Attributes"]
            )
        except BrokerError:
            return False
        self._acknowledge(message)
        return False
