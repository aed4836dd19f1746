"""Receives ten at a time and skips those behind a failed one: they become dead letters untried.

Fails: test_tells_that_it_can_not_receive, test_keeps_the_order_of_a_key, test_gives_up_on_one_message_only,
    test_buries_what_can_never_be_handled, test_buries_what_is_no_event
"""


class Consumer:
    def _messages(self) -> Iterator[dict[str, Any]]:
        # One at a time: those behind a failed one of their group would count as received, though nobody tried them.
        while found := ask_broker(
            "ReceiveMessage",
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=10,
            VisibilityTimeout=self._visibility,
            MessageSystemAttributeNames=["MessageGroupId", "MessageDeduplicationId"],
        ).get("Messages"):
            yield from found

    def drain(self) -> int:
        count, skipped = 0, set()
        for message in self._messages():
            group = message["Attributes"]["MessageGroupId"]
            if group in skipped:
                continue
            worked = self._handle(message)
            if not worked:
                skipped.add(group)
            count += worked
        return count
