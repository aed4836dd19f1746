"""Deletes a bad message first: if sending fails then it is lost.

Fails: test_keeps_what_it_can_not_bury
"""


class Consumer:
    def _bury(self, message: dict[str, Any]) -> bool:
        names = ("MessageGroupId", "MessageDeduplicationId")
        where = {name: message["Attributes"][name] for name in names}
        self._acknowledge(message)
        try:
            ask_broker("SendMessage", QueueUrl=self._dead_letter_url, MessageBody=message["Body"], **where)
        except BrokerError:
            return False
        self._acknowledge(message)
        return False
