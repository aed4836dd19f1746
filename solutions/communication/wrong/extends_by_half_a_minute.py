"""Extends by 30 s, whatever the visibility.

Fails: test_extends_its_time
"""


class Consumer:
    def _extend(self, message: dict[str, Any]) -> None:
        ask_broker(
            "ChangeMessageVisibility",
            QueueUrl=self._queue_url,
            ReceiptHandle=message["ReceiptHandle"],
            VisibilityTimeout=30,
        )
