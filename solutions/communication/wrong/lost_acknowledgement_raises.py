"""Ends with an exception when acknowledging fails.

Fails: test_survives_a_lost_acknowledgement, test_keeps_what_it_can_not_bury
"""


class Consumer:
    def _acknowledge(self, message: dict[str, Any]) -> None:
        with contextlib.nullcontext():  # the message comes again, and is known by then
            ask_broker("DeleteMessage", QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])
