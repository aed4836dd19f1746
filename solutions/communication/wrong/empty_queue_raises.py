"""Expects a list of messages from an empty queue, too.

Fails: test_example_acknowledges_after_the_work, test_works_on_all_that_is_there, test_leaves_alone_what_failed,
    test_goes_on_behind_any_failure, test_buries_what_can_never_be_handled, test_buries_what_is_no_event,
    test_ends_when_it_is_stopped
Breaks the whole: no drain ever returns, as each of them ends with an empty queue.
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
        )["Messages"]:
            yield from found
