"""Waits five seconds before it publishes again.

Fails: test_gives_up_publishing
"""


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    """Send an event to the queue; return the event's id."""
    event_id = str(uuid.uuid4())
    body = json.dumps({"id": event_id, "kind": kind, "key": key, "data": data})
    message = {"MessageBody": body, "MessageGroupId": key, "MessageDeduplicationId": event_id}
    for left in reversed(range(attempts)):
        try:
            ask_broker("SendMessage", QueueUrl=queue_url, **message)
        except BrokerError as error:
            refused = error.status is not None and error.status < 500
            if refused or left == 0:
                raise
            time.sleep(5)
        else:
            break
    return event_id
