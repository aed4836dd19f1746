"""Waits for messages before it takes a queue for empty.

Fails: test_works_on_all_that_is_there, test_owns_a_message_for_its_visibility
"""


class Consumer:
    def _messages(self) -> Iterator[dict[str, Any]]:
        # One at a time: those behind a failed one of their group would count as received, though nobody tried them.
        while found := ask_broker(
            "ReceiveMessage",
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=1,
            WaitTimeSeconds=2,
            VisibilityTimeout=self._visibility,
            MessageSystemAttributeNames=["MessageGroupId", "MessageDeduplicationId"],
        ).get("Messages"):
            yield from found
