"""Ends with an exception when a dead letter can not be sent.

Fails: test_keeps_what_it_can_not_bury
"""


class Consumer:
    def _bury(self, message: dict[str, Any]) -> bool:
        names = ("MessageGroupId", "MessageDeduplicationId")
        where = {name: message["Attributes"][name] for name in names}
        try:
            ask_broker("SendMessage", QueueUrl=self._dead_letter_url, MessageBody=message["Body"], **where)
        except BrokerError:
            raise
        self._acknowledge(message)
        return False
