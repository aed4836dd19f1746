"""Buries the body of an event as it would write it, and not as it came.

Fails: test_buries_what_can_never_be_handled
"""


class Consumer:
    def _bury(self, message: dict[str, Any]) -> bool:
        body = message["Body"]
        with contextlib.suppress(ValueError):
            body = json.dumps(_read_event(body))
        try:
            ask_broker("SendMessage", QueueUrl=self._dead_letter_url, MessageBody=body, **message["Attributes"])
        except BrokerError:
            return False
        self._acknowledge(message)
        return False
