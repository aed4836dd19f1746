"""Gives a dead letter a new deduplication id: a lost deletion makes two of it.

Fails: test_buries_what_can_never_be_handled, test_buries_what_is_no_event
"""


class Consumer:
    def _bury(self, message: dict[str, Any]) -> bool:
        try:
            ask_broker(
                "SendMessage",
                QueueUrl=self._dead_letter_url,
                MessageBody=message["Body"],
                **{**message["Attributes"], "MessageDeduplicationId": str(uuid.uuid4())},
            )
        except BrokerError:
            return False
        self._acknowledge(message)
        return False
