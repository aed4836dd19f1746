"""Puts all events into one group: one that fails holds up everybody.

Fails: test_publishes_an_event
"""


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    event_id = str(uuid.uuid4())
    body = json.dumps({"id": event_id, "kind": kind, "key": key, "data": data})
    message = {"MessageBody": body, "MessageGroupId": "events", "MessageDeduplicationId": event_id}
    for left in reversed(range(attempts)):
        try:
            ask_broker("SendMessage", QueueUrl=queue_url, **message)
            break
        except BrokerError as error:
            if left == 0 or (error.status is not None and error.status < 500):
                raise
    return event_id
