"""Handles one message and returns.

Fails: test_works_on_all_that_is_there, test_tells_that_it_can_not_receive, test_goes_on_behind_any_failure,
    test_keeps_the_order_of_a_key, test_gives_up_on_one_message_only, test_buries_what_can_never_be_handled,
    test_buries_what_is_no_event, test_ends_when_it_is_stopped
"""


class Consumer:
    def _messages(self) -> Iterator[dict[str, Any]]:
        # One at a time: those behind a failed one of their group would count as received, though nobody tried them.
        while found := ask_broker(
            "ReceiveMessage",
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=1,
            VisibilityTimeout=self._visibility,
            MessageSystemAttributeNames=["MessageGroupId", "MessageDeduplicationId"],
        ).get("Messages"):
            yield from found
            return
